/** Examples of a user's own parts, as the documentation shows them. */
package dev.gradus.nn.examples;
