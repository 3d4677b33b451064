/** What a run will do: its length, its rates, its settings. */
@NullMarked
package dev.gradus.train.plan;

import org.jspecify.annotations.NullMarked;
