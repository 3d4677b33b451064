/**
 * What the tests of several modules share: {@link dev.gradus.testing.Allocation} holds code to its
 * word that a step allocates nothing.
 */
@NullMarked
package dev.gradus.testing;

import org.jspecify.annotations.NullMarked;
