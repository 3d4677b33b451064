/**
 * Trained networks as <a href="https://onnx.ai">ONNX</a> models, for every runtime that reads the
 * format. {@link dev.gradus.onnx.OnnxModel} is where to start.
 */
@NullMarked
package dev.gradus.onnx;

import org.jspecify.annotations.NullMarked;
