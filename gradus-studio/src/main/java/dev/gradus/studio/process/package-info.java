/** Runs that the page starts: each is a process of its own, which outlives the studio. */
@NullMarked
package dev.gradus.studio.process;

import org.jspecify.annotations.NullMarked;
