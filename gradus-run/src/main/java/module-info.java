/** Events, the run folder, control requests and history: all that a run leaves behind. */
module dev.gradus.run {
    requires static org.jspecify;
    requires transitive dev.gradus.schedule;
    requires tools.jackson.databind;

    exports dev.gradus.run;
}
