/** Plain values and JSON: {@link dev.gradus.run.json.Configuration}. */
@NullMarked
package dev.gradus.run.json;

import org.jspecify.annotations.NullMarked;
