/** Drawing in a terminal. */
@NullMarked
package dev.gradus.cli.terminal;

import org.jspecify.annotations.NullMarked;
