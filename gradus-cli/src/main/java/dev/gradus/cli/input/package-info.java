/** Finds what commands work on by the names that users give it. */
@NullMarked
package dev.gradus.cli.input;

import org.jspecify.annotations.NullMarked;
