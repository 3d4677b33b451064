/** The records of a run: checkpoints and its description. */
@NullMarked
package dev.gradus.train.state;

import org.jspecify.annotations.NullMarked;
