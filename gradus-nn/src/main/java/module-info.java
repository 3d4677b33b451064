/** Networks as values, layers, losses, metrics, optimizers, and the plain-Java backend. */
module dev.gradus.nn {
    requires static org.jspecify;
    requires transitive dev.gradus.text;

    exports dev.gradus.nn;
    exports dev.gradus.nn.check;
    exports dev.gradus.nn.engine;

    uses dev.gradus.nn.engine.Backend;

    provides dev.gradus.nn.engine.Backend with
            dev.gradus.nn.plain.JavaBackend;
}
