/** Work in parts, on several threads. */
@NullMarked
package dev.gradus.nn.engine.thread;

import org.jspecify.annotations.NullMarked;
