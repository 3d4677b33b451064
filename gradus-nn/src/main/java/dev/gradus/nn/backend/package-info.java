/** Finds the backends: {@link dev.gradus.nn.backend.Backends}. */
@NullMarked
package dev.gradus.nn.backend;

import org.jspecify.annotations.NullMarked;
