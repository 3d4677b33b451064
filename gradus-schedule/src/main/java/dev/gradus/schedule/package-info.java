/**
 * The value of a hyper-parameter at each step. Start at {@link
 * dev.gradus.schedule.named.Schedules}, whose static methods make every {@link
 * dev.gradus.schedule.Schedule}; bind one to a {@link dev.gradus.schedule.Horizon} to get its
 * {@link dev.gradus.schedule.curve.Curve}.
 */
@NullMarked
package dev.gradus.schedule;

import org.jspecify.annotations.NullMarked;
