/** Kernels: which the library offers, and whether they compute rightly. */
@NullMarked
package dev.gradus.onednn.trial;

import org.jspecify.annotations.NullMarked;
