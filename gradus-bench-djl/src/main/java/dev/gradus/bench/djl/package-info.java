/** DJL with its PyTorch engine, to be measured beside Gradus. */
@NullMarked
package dev.gradus.bench.djl;

import org.jspecify.annotations.NullMarked;
