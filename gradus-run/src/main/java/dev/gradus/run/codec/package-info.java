/**
 * How files of a run and the requests to it are written and read as JSON. Only the studio sees it.
 */
@NullMarked
package dev.gradus.run.codec;

import org.jspecify.annotations.NullMarked;
