/** ONNX Runtime, alone and below DJL, to be measured beside Gradus. */
@NullMarked
package dev.gradus.bench.onnxruntime;

import org.jspecify.annotations.NullMarked;
