/**
 * The {@code gradus} command: the only module that prints, reads the keyboard or exits. {@link
 * dev.gradus.cli.Gradus} runs a command line; each subcommand is a class named after it, whose
 * {@link dev.gradus.cli.syntax.Syntax} declares its options.
 */
@NullMarked
package dev.gradus.cli;

import org.jspecify.annotations.NullMarked;
