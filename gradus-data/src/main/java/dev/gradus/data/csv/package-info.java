/**
 * Text of rows with separators between their fields: how it is split, and who names the columns.
 */
@NullMarked
package dev.gradus.data.csv;

import org.jspecify.annotations.NullMarked;
