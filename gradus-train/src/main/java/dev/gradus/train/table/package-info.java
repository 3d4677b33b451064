/** Training on a table with the defaults of the command; start at TableTraining. */
@NullMarked
package dev.gradus.train.table;

import org.jspecify.annotations.NullMarked;
