/**
 * oneDNN's C API as Java calls it: finding, unpacking and loading the library, its functions, and
 * the few kinds of objects it creates. Nothing here knows what a layer is.
 */
@NullMarked
package dev.gradus.onednn.binding;

import org.jspecify.annotations.NullMarked;
