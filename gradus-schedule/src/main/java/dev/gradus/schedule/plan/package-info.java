/** The schedules of all hyper-parameters of a run, and the multipliers of parameter groups. */
@NullMarked
package dev.gradus.schedule.plan;

import org.jspecify.annotations.NullMarked;
