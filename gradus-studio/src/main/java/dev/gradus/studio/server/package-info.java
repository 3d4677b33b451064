/**
 * A web server for one person on one machine: everything that is not expressly allowed is refused.
 * Start reading at {@link StudioServer}; {@link Door} decides who gets in.
 */
@NullMarked
package dev.gradus.studio.server;

import org.jspecify.annotations.NullMarked;
