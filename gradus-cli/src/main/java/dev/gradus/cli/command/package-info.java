/** The commands, and the options they share. */
@NullMarked
package dev.gradus.cli.command;

import org.jspecify.annotations.NullMarked;
