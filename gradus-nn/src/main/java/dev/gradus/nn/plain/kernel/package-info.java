/** Each layer's computation in plain Java. */
@NullMarked
package dev.gradus.nn.plain.kernel;

import org.jspecify.annotations.NullMarked;
