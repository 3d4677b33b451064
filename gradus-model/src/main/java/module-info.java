/** Trained networks and prediction. */
@SuppressWarnings("module") // the modules named here are built later
module dev.gradus.model {
    requires static org.jspecify;
    requires transitive dev.gradus.nn;
    requires transitive dev.gradus.prepare;

    exports dev.gradus.model;
    exports dev.gradus.model.file to
            dev.gradus.cli,
            dev.gradus.train;
    exports dev.gradus.model.safetensors;
}
