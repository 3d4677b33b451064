/** Memory on disk, for data that are too large for the heap. */
@NullMarked
package dev.gradus.data.disk;

import org.jspecify.annotations.NullMarked;
