/** Deeplearning4j, to be measured beside Gradus. */
@NullMarked
package dev.gradus.bench.dl4j;

import org.jspecify.annotations.NullMarked;
