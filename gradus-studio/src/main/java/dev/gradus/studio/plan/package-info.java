/** What is planned for a run, worked out from its record: {@link RecordedPlan}. */
@NullMarked
package dev.gradus.studio.plan;

import org.jspecify.annotations.NullMarked;
