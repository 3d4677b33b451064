/**
 * What a hyper-parameter is at each step: schedules as values, their algebra and their text form.
 */
module dev.gradus.schedule {
    requires static org.jspecify;
    requires transitive dev.gradus.text;

    exports dev.gradus.schedule;
    exports dev.gradus.schedule.controller;
    exports dev.gradus.schedule.curve;
    exports dev.gradus.schedule.named;
    exports dev.gradus.schedule.peer;
    exports dev.gradus.schedule.shape;
    exports dev.gradus.schedule.spelling;
    exports dev.gradus.schedule.text;
}
