/** How each node of a network becomes calls of the library. */
@NullMarked
package dev.gradus.onednn.lowering;

import org.jspecify.annotations.NullMarked;
