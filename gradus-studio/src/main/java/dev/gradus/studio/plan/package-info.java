/** The plan of a run, derived from its record: {@link RecordedPlan}. */
@NullMarked
package dev.gradus.studio.plan;

import org.jspecify.annotations.NullMarked;
