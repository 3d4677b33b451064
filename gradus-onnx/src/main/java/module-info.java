/** Trained networks as ONNX models. */
module dev.gradus.onnx {
    requires static org.jspecify;
    requires dev.gradus.text;
    requires transitive dev.gradus.model;

    exports dev.gradus.onnx;
}
