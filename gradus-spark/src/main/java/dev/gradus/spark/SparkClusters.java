package dev.gradus.spark;

import dev.gradus.sweep.cluster.Cluster;
import dev.gradus.sweep.cluster.ClusterProvider;
import java.util.Map;

/** Connects to Spark. Loads nothing of it before it is asked to. */
public final class SparkClusters implements ClusterProvider {
    private static final String ENTRANCE = "org.apache.spark.api.java.JavaSparkContext";

    /** Made by the service loader. */
    public SparkClusters() {}

    @Override
    public boolean takes(String address) {
        return address.startsWith("spark://")
                || address.startsWith("local")
                || address.equals("yarn")
                || address.startsWith("k8s://");
    }

    @Override
    public Cluster open(String address, String name, Map<String, String> settings) {
        try {
            Class.forName(ENTRANCE, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException absent) {
            throw new IllegalArgumentException(
                    "%s needs Apache Spark 4.2, which Gradus does not bring: set SPARK_HOME to its folder, whose jars are in SPARK_HOME/jars"
                            .formatted(address),
                    absent);
        }
        return SparkCluster.open(address, name, settings);
    }
}
