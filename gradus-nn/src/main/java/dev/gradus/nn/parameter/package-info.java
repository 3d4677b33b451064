/** What training changes: parameters, their initializers, and statistics. */
@NullMarked
package dev.gradus.nn.parameter;

import org.jspecify.annotations.NullMarked;
