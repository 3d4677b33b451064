/** Products of matrices in plain Java. */
@NullMarked
package dev.gradus.nn.plain.matrix;

import org.jspecify.annotations.NullMarked;
