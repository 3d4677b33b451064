/** Sweeps as the page shows them; the program that opens the studio supplies what reads them. */
@NullMarked
package dev.gradus.studio.sweep;

import org.jspecify.annotations.NullMarked;
