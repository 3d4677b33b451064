/** Files that are replaced whole or not at all. */
@NullMarked
package dev.gradus.file;

import org.jspecify.annotations.NullMarked;
