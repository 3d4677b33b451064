/** The calls of a pass, in order, with their memory. */
@NullMarked
package dev.gradus.onednn.plan;

import org.jspecify.annotations.NullMarked;
