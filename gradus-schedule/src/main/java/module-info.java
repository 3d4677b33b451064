/**
 * What a hyper-parameter is at each step: schedules as values, their algebra and their text form.
 */
module dev.gradus.schedule {
    requires static org.jspecify;
    requires transitive dev.gradus.text;
}
