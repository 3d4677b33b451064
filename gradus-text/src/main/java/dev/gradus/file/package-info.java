/** Files that are replaced whole or not at all, and compressed ones that are read whole. */
@NullMarked
package dev.gradus.file;

import org.jspecify.annotations.NullMarked;
