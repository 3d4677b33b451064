/** Elementary functions that every machine computes alike. Not exported. */
@NullMarked
package dev.gradus.schedule.number;

import org.jspecify.annotations.NullMarked;
