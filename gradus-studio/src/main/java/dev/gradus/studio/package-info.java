/**
 * A web page to watch and steer training, for one person on one machine: {@link
 * dev.gradus.studio.Studio}.
 */
@NullMarked
package dev.gradus.studio;

import org.jspecify.annotations.NullMarked;
