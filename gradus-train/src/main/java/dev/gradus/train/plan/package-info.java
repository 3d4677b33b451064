/** The plan of a run: its length, its rates, its settings. */
@NullMarked
package dev.gradus.train.plan;

import org.jspecify.annotations.NullMarked;
