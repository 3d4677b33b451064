/** What is counted and computed of a column in one pass, in bounded memory. */
@NullMarked
package dev.gradus.prepare.statistics;

import org.jspecify.annotations.NullMarked;
