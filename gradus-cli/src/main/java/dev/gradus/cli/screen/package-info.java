/** The display of runs on a terminal. */
@NullMarked
package dev.gradus.cli.screen;

import org.jspecify.annotations.NullMarked;
