/** The arrays a program of plain Java works on, and its threads. */
@NullMarked
package dev.gradus.nn.plain.memory;

import org.jspecify.annotations.NullMarked;
