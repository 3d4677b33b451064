/**
 * Networks as values: {@link dev.gradus.nn.Network} is a chain or graph of layers, {@link
 * dev.gradus.nn.Models} the ready-made ones.
 */
@NullMarked
package dev.gradus.nn;

import org.jspecify.annotations.NullMarked;
