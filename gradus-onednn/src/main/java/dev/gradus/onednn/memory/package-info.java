/** Memory that the library works on. */
@NullMarked
package dev.gradus.onednn.memory;

import org.jspecify.annotations.NullMarked;
