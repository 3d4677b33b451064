/** Trained networks and prediction. */
module dev.gradus.model {
    requires static transitive org.jspecify; // tells Kotlin which values may be null
    requires transitive dev.gradus.nn;
    requires transitive dev.gradus.prepare;

    exports dev.gradus.model;
    exports dev.gradus.model.file;
    exports dev.gradus.model.safetensors;
}
