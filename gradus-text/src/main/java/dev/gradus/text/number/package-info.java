/** Elementary functions that every machine computes alike. */
@NullMarked
package dev.gradus.text.number;

import org.jspecify.annotations.NullMarked;
