/** Random numbers that depend only on a seed and a counter: initial values, dropout. */
@NullMarked
package dev.gradus.nn.engine.random;

import org.jspecify.annotations.NullMarked;
