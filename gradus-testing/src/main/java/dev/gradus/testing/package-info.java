/**
 * What the tests of several modules share: {@link dev.gradus.testing.Allocation} holds code to its
 * word that a step allocates nothing, {@link dev.gradus.testing.Distance} compares large arrays,
 * {@link dev.gradus.testing.JavaProcess} starts processes, and {@link
 * dev.gradus.testing.MemoryTempDir} puts temporary folders into memory.
 */
@NullMarked
package dev.gradus.testing;

import org.jspecify.annotations.NullMarked;
