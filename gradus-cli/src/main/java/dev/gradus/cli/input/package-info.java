/** Finds the data of commands by the names that users give. */
@NullMarked
package dev.gradus.cli.input;

import org.jspecify.annotations.NullMarked;
