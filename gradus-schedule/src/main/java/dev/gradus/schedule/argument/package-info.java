/**
 * Checks of arguments, with messages that say what was found and what was expected. Not exported.
 */
@NullMarked
package dev.gradus.schedule.argument;

import org.jspecify.annotations.NullMarked;
