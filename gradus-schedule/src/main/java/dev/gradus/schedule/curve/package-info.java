/**
 * What a schedule provides once it is bound to a run: values, phases, and explanations of values.
 */
@NullMarked
package dev.gradus.schedule.curve;

import org.jspecify.annotations.NullMarked;
