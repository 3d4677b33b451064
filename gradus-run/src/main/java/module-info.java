/** Events, the run folder, control requests and history: the record of a run. */
@SuppressWarnings("module") // the modules named here are built later
module dev.gradus.run {
    requires static org.jspecify;
    requires transitive dev.gradus.schedule;
    requires tools.jackson.databind;

    exports dev.gradus.run;
    exports dev.gradus.run.codec to
            dev.gradus.studio;
    exports dev.gradus.run.conversation;
    exports dev.gradus.run.control;
    exports dev.gradus.run.event;
    exports dev.gradus.run.file to
            dev.gradus.cli,
            dev.gradus.studio,
            dev.gradus.sweep,
            dev.gradus.train;
    exports dev.gradus.run.history;
    exports dev.gradus.run.json;
    exports dev.gradus.run.tensorboard to
            dev.gradus.train;
}
