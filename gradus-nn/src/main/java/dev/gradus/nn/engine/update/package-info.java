/** The rules of the optimizers, over blocks of parameters. */
@NullMarked
package dev.gradus.nn.engine.update;

import org.jspecify.annotations.NullMarked;
