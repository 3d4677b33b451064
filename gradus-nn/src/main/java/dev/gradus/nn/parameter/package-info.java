/** What training changes: parameters with their initial values, and statistics. */
@NullMarked
package dev.gradus.nn.parameter;

import org.jspecify.annotations.NullMarked;
