/**
 * How fast large tables are read; {@link dev.gradus.bench.reading.ReadingCommand} is where to
 * start.
 */
@NullMarked
package dev.gradus.bench.reading;

import org.jspecify.annotations.NullMarked;
