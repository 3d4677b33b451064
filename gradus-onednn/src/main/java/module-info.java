/** The fast CPU backend: oneDNN's C API through java.lang.foreign. */
module dev.gradus.onednn {
    requires static org.jspecify;
    requires dev.gradus.nn;

    provides dev.gradus.nn.engine.Backend with
            dev.gradus.onednn.OneDnnBackend;
}
