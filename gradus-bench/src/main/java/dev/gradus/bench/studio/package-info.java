/** How the studio behaves over large folders and beside training. */
@NullMarked
package dev.gradus.bench.studio;

import org.jspecify.annotations.NullMarked;
