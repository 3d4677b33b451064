/** Trained networks and what they predict. Start at {@link dev.gradus.model.Model}. */
@NullMarked
package dev.gradus.model;

import org.jspecify.annotations.NullMarked;
