/** Random numbers that depend on a seed and a counter alone: initial values, dropout. */
@NullMarked
package dev.gradus.nn.engine.random;

import org.jspecify.annotations.NullMarked;
