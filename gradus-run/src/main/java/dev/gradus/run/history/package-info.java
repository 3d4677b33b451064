/** A run as series of numbers: {@link dev.gradus.run.history.History}. */
@NullMarked
package dev.gradus.run.history;

import org.jspecify.annotations.NullMarked;
