/** The commands that look at the record of runs. */
@NullMarked
package dev.gradus.cli.record;

import org.jspecify.annotations.NullMarked;
