/** The MNIST handwritten digits: {@link dev.gradus.digits.Mnist}. */
@NullMarked
package dev.gradus.digits;

import org.jspecify.annotations.NullMarked;
