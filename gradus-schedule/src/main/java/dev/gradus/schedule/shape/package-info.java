/**
 * How a ramp goes from one value to another: {@link dev.gradus.schedule.shape.Shapes} names the
 * ways, {@link dev.gradus.schedule.shape.Landing} the updates that meet its ends.
 */
@NullMarked
package dev.gradus.schedule.shape;

import org.jspecify.annotations.NullMarked;
