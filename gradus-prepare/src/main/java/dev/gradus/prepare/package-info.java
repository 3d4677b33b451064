/**
 * From the text of a table's fields to the numbers a network takes.
 *
 * <p>Start at {@link dev.gradus.prepare.Preparation}, the value that is fitted to training rows,
 * kept with a model and applied to further rows. {@link dev.gradus.prepare.Survey} looks at a whole
 * table and finds the {@link dev.gradus.prepare.Kind} of each column; {@link
 * dev.gradus.prepare.Roles} decides which columns are inputs and which are learned. Files are read
 * elsewhere: here a table is {@link dev.gradus.prepare.RowSource}.
 */
@NullMarked
package dev.gradus.prepare;

import org.jspecify.annotations.NullMarked;
