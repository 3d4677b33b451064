/** Parquet files as tables; {@link dev.gradus.data.parquet.ParquetTable} is where to start. */
@NullMarked
package dev.gradus.data.parquet;

import org.jspecify.annotations.NullMarked;
