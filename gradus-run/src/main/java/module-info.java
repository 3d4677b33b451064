/** Events, the run folder, control requests and history: all that a run leaves behind. */
module dev.gradus.run {
    requires static org.jspecify;
    requires transitive dev.gradus.schedule;
    requires tools.jackson.databind;

    exports dev.gradus.run;
    exports dev.gradus.run.conversation;
    exports dev.gradus.run.control;
    exports dev.gradus.run.event;
    exports dev.gradus.run.file;
    exports dev.gradus.run.history;
    exports dev.gradus.run.json;
}
