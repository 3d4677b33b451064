/** Networks as values, layers, losses, metrics, optimizers, and the plain-Java backend. */
module dev.gradus.nn {
    requires static org.jspecify;
    requires transitive dev.gradus.text;

    exports dev.gradus.nn;
    exports dev.gradus.nn.backend;
    exports dev.gradus.nn.check;
    exports dev.gradus.nn.engine;
    exports dev.gradus.nn.engine.loss;
    exports dev.gradus.nn.engine.random;
    exports dev.gradus.nn.engine.thread;
    exports dev.gradus.nn.engine.update;
    exports dev.gradus.nn.layer;
    exports dev.gradus.nn.loss;
    exports dev.gradus.nn.metric;
    exports dev.gradus.nn.optimizer;
    exports dev.gradus.nn.parameter;
    exports dev.gradus.nn.tensor;

    uses dev.gradus.nn.engine.Backend;

    provides dev.gradus.nn.engine.Backend with
            dev.gradus.nn.plain.JavaBackend;
}
