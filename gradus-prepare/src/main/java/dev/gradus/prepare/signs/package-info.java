/** What shows that fields may mean something else than they are taken for. */
@NullMarked
package dev.gradus.prepare.signs;

import org.jspecify.annotations.NullMarked;
