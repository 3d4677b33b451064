/** Files that are written completely or not at all. */
@NullMarked
package dev.gradus.run.file;

import org.jspecify.annotations.NullMarked;
