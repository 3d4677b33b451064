/** Trained networks as ONNX models. */
module dev.gradus.onnx {
    requires static org.jspecify;
    requires transitive dev.gradus.nn;

    exports dev.gradus.onnx;
}
