/**
 * Numbers: how they are printed ({@link dev.gradus.number.NumberText}), how most are read fast
 * ({@link dev.gradus.number.PlainNumber}), how JSON carries those that are not finite ({@link
 * dev.gradus.number.NonFiniteText}), and elementary functions that give the same bits on every
 * machine ({@link dev.gradus.number.Elementary}).
 */
@NullMarked
package dev.gradus.number;

import org.jspecify.annotations.NullMarked;
