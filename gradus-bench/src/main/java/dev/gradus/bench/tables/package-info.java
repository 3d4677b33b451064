/**
 * How good networks on tables are that are trained by the defaults, beside scikit-learn on the same
 * rows. Start at {@link dev.gradus.bench.tables.TablesCommand}.
 */
@NullMarked
package dev.gradus.bench.tables;

import org.jspecify.annotations.NullMarked;
