/** Kernels: which ones the library offers, and whether they compute correctly. */
@NullMarked
package dev.gradus.onednn.trial;

import org.jspecify.annotations.NullMarked;
