/** The commands that show schedules without training: {@code schedule} and {@code gallery}. */
@NullMarked
package dev.gradus.cli.schedule;

import org.jspecify.annotations.NullMarked;
