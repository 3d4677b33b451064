/** Sweeps and replicas on the machines of a cluster; start at Cluster. */
@NullMarked
package dev.gradus.sweep.cluster;

import org.jspecify.annotations.NullMarked;
