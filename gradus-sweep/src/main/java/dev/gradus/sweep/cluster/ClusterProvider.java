package dev.gradus.sweep.cluster;

import java.util.Map;
import java.util.ServiceLoader;

/** Connects to clusters of one kind. Found as a service. */
public interface ClusterProvider {
    /**
     * {@return whether this is the address of a cluster of this kind}
     *
     * @param address as {@code spark://host:7077} or {@code local[2]}
     */
    boolean takes(String address);

    /**
     * Connects to a cluster.
     *
     * @param address where it is
     * @param name what the work is called over there
     * @param settings further settings of that kind of cluster, by name
     * @return the cluster, which must be closed
     * @throws IllegalArgumentException if it cannot be reached, or its libraries are missing; the
     *     message says what to do
     */
    Cluster open(String address, String name, Map<String, String> settings);

    /**
     * Connects to a cluster of any kind.
     *
     * @param address where it is
     * @param name what the work is called over there
     * @param settings further settings of that kind of cluster, by name
     * @return the cluster, which must be closed
     * @throws IllegalArgumentException if no provider connects to such a cluster; the message says
     *     what to do
     */
    static Cluster connect(String address, String name, Map<String, String> settings) {
        return ServiceLoader.load(ClusterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.takes(address))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "nothing here connects to a cluster at %s: addresses are spark://HOST:7077, local[N], local-cluster[N,CORES,MB], yarn and k8s://…, and Apache Spark 4.2 is not part of Gradus: SPARK_HOME names its folder, whose jars are in SPARK_HOME/jars"
                                        .formatted(address)))
                .open(address, name, settings);
    }
}
