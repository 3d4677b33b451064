/** How commands and options are written, where they read and print. */
@NullMarked
package dev.gradus.cli.syntax;

import org.jspecify.annotations.NullMarked;
