/** What a run is and was, written down: checkpoints and the description of a run. */
@NullMarked
package dev.gradus.train.state;

import org.jspecify.annotations.NullMarked;
