/** The commands that look at the record of runs, and the folder of a cross-validation. */
@NullMarked
package dev.gradus.cli.record;

import org.jspecify.annotations.NullMarked;
