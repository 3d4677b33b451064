/**
 * The plain-Java backend: arrays and loops, the reference for every other backend.
 *
 * <p>Start at {@link dev.gradus.nn.plain.JavaProgram}. {@link dev.gradus.nn.plain.Compiler} turns
 * each layer into a {@link dev.gradus.nn.plain.kernel.Kernel} between two {@link
 * dev.gradus.nn.plain.memory.Values}; the heavy ones are made of {@link
 * dev.gradus.nn.plain.matrix.MatrixProduct}. Every value is a sum in an order that only the network
 * and the slice determine, so the bits are the same for any number of threads and on any machine.
 */
@NullMarked
package dev.gradus.nn.plain;

import org.jspecify.annotations.NullMarked;
