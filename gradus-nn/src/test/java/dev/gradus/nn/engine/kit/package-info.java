/**
 * The tests that every backend passes: each class gives tests for a backend, to be returned from a
 * {@code @TestFactory}.
 */
package dev.gradus.nn.engine.kit;
