/** Sweeps as the page shows them; those who know how they are kept read them. */
@NullMarked
package dev.gradus.studio.sweep;

import org.jspecify.annotations.NullMarked;
