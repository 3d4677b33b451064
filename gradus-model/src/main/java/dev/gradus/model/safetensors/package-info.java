/**
 * Weights as <a href="https://github.com/huggingface/safetensors">safetensors</a>, to and from
 * Python. {@link dev.gradus.model.safetensors.Safetensors} is where to start.
 */
@NullMarked
package dev.gradus.model.safetensors;

import org.jspecify.annotations.NullMarked;
