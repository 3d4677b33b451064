/** Sweeps and replicas on Apache Spark; start at SparkClusters. */
@NullMarked
package dev.gradus.spark;

import org.jspecify.annotations.NullMarked;
