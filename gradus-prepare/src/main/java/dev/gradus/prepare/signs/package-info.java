/** Signs that fields may mean something other than what they are taken for. */
@NullMarked
package dev.gradus.prepare.signs;

import org.jspecify.annotations.NullMarked;
