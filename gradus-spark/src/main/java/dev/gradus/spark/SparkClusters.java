package dev.gradus.spark;

import dev.gradus.sweep.cluster.Cluster;
import dev.gradus.sweep.cluster.ClusterProvider;
import java.util.Map;
import java.util.regex.Pattern;

/** Connects to Spark; none of its classes is loaded before. */
public final class SparkClusters implements ClusterProvider {
    private static final String ENTRANCE = "org.apache.spark.api.java.JavaSparkContext";

    private static final Pattern ADDRESS =
            Pattern.compile("(spark|k8s)://.+|local|local\\[.+]|local-cluster\\[.+]|yarn");

    /** Called by the service loader. */
    public SparkClusters() {}

    @Override
    public boolean takes(String address) {
        return ADDRESS.matcher(address).matches();
    }

    @Override
    public Cluster open(String address, String name, Map<String, String> settings) {
        try {
            Class.forName(ENTRANCE, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException absent) {
            throw new IllegalArgumentException(
                    "%s needs Apache Spark 4.2, which is not part of Gradus: set SPARK_HOME to its folder, which has the jars in SPARK_HOME/jars"
                            .formatted(address),
                    absent);
        }
        return SparkCluster.open(address, name, settings);
    }
}
