/**
 * What is computed: networks, their batches and initial values, and how many operations a step of
 * them has. Start with {@link dev.gradus.bench.workload.Workloads}.
 */
@NullMarked
package dev.gradus.bench.workload;

import org.jspecify.annotations.NullMarked;
