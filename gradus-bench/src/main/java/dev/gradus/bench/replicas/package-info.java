/** What replicas of a network lose in accuracy and save in traffic. */
@NullMarked
package dev.gradus.bench.replicas;

import org.jspecify.annotations.NullMarked;
