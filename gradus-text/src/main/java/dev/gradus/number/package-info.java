/** Elementary functions that every machine computes alike. Not exported. */
@NullMarked
package dev.gradus.number;

import org.jspecify.annotations.NullMarked;
