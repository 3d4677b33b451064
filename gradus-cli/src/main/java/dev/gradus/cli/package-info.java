/**
 * The {@code gradus} command: the only room that prints, reads the keyboard or exits. {@link
 * dev.gradus.cli.Gradus} runs a command line; each subcommand is a class named after it, whose
 * {@link dev.gradus.cli.syntax.Syntax} says what may be written.
 */
@NullMarked
package dev.gradus.cli;

import org.jspecify.annotations.NullMarked;
