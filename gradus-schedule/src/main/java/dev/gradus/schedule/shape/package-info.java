/**
 * How a ramp moves from one value to another: {@link dev.gradus.schedule.shape.Shapes} names the
 * shapes, {@link dev.gradus.schedule.shape.Landing} determines which updates land on its ends.
 */
@NullMarked
package dev.gradus.schedule.shape;

import org.jspecify.annotations.NullMarked;
