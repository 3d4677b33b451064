/** What reports are made of. */
@NullMarked
package dev.gradus.bench.report;

import org.jspecify.annotations.NullMarked;
