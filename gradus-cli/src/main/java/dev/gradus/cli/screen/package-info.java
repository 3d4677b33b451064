/** What a person sees of a run. */
@NullMarked
package dev.gradus.cli.screen;

import org.jspecify.annotations.NullMarked;
