/** Runs as the page shows them, read from their folders as they grow: {@link RunRecord}. */
@NullMarked
package dev.gradus.studio.record;

import org.jspecify.annotations.NullMarked;
