/**
 * From text to syntax tree, for everything that Gradus reads as an expression: schedules,
 * controllers, constructors of other libraries, layers.
 *
 * <p>Start at {@link dev.gradus.text.Expression#parse Expression.parse}; read a call's arguments
 * with {@link dev.gradus.text.Arguments}; turn a formula in {@code t} into a function with {@link
 * dev.gradus.text.Formula}. Every fault is a {@link dev.gradus.text.TextException} that points at
 * its place.
 */
@NullMarked
package dev.gradus.text;

import org.jspecify.annotations.NullMarked;
