/** What can be requested of a live run: {@link dev.gradus.run.control.Control}. */
@NullMarked
package dev.gradus.run.control;

import org.jspecify.annotations.NullMarked;
