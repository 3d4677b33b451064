/**
 * How files of a run and the requests to it are written and read as JSON. It is exported to the
 * studio only.
 */
@NullMarked
package dev.gradus.run.codec;

import org.jspecify.annotations.NullMarked;
