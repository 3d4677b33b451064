/** What bytes of files mean: inputs, and formats that are known by their first ones. */
@NullMarked
package dev.gradus.data.bytes;

import org.jspecify.annotations.NullMarked;
