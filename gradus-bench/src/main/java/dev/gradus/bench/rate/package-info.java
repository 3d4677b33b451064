/**
 * Measures how close a search for a learning rate comes to the best rate, and at what cost, beside
 * published rules, fixed rates and optimizers that find their own. {@link
 * dev.gradus.bench.rate.RateStudyCommand} is where it starts.
 */
@NullMarked
package dev.gradus.bench.rate;

import org.jspecify.annotations.NullMarked;
