package dev.gradus.spark;

import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.TrialPlace;
import dev.gradus.sweep.cluster.Cluster;
import dev.gradus.sweep.cluster.WorkshopSource;
import dev.gradus.train.round.Averaging;
import dev.gradus.train.round.ReplicaPlace;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.ShutdownHookManager;
import scala.runtime.BoxedUnit;

/** A Spark application, with this process as its driver. */
final class SparkCluster implements Cluster {
    /**
     * A process that hangs is given up after a minute, and its work done again elsewhere; results
     * of replicas may be large.
     */
    private static final Map<String, String> USUAL =
            Map.of(
                    "spark.network.timeout", "60s",
                    "spark.network.timeoutInterval", "15s",
                    "spark.executor.heartbeatInterval", "10s",
                    "spark.driver.maxResultSize", "4g",
                    "spark.ui.showConsoleProgress", "false");

    /** Keeps a cluster in one machine from listening to others. */
    private static final Map<String, String> IN_ONE_MACHINE =
            Map.of(
                    "spark.driver.host", "127.0.0.1",
                    "spark.driver.bindAddress", "127.0.0.1",
                    "spark.ui.enabled", "false");

    /** A setting of ours, a size such as 64m; see {@link Averaging#USUAL_LIMIT}. */
    private static final String LIMIT = "spark.gradus.averageInPiecesAbove";

    /** Above the priority with which Spark ends its work when this process is asked to end. */
    private static final int BEFORE_SPARK = 100;

    private final JavaSparkContext context;
    private final String address;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object hook;

    private SparkCluster(JavaSparkContext context, String address) {
        this.context = context;
        this.address = address;
        this.hook = ShutdownHookManager.addShutdownHook(BEFORE_SPARK, this::awaitClosed);
    }

    /**
     * Lets Spark wait on Ctrl-C until the work is stopped and saved, and the cluster closed.
     * Hadoop, whose hooks these are, waits for half a minute.
     */
    private BoxedUnit awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException tooLong) {
            Thread.currentThread().interrupt();
        }
        return BoxedUnit.UNIT;
    }

    /** Starts an application; settings override system properties, which override the defaults. */
    static SparkCluster open(String address, String name, Map<String, String> settings) {
        var configuration = new SparkConf().setMaster(address).setAppName(name);
        settings.forEach(configuration::set);
        USUAL.forEach(configuration::setIfMissing);
        if (address.startsWith("local")) {
            IN_ONE_MACHINE.forEach(configuration::setIfMissing);
        }
        if (!address.startsWith("local[")) {
            configuration.setIfMissing("spark.jars", jars());
        }
        try {
            return new SparkCluster(new JavaSparkContext(configuration), address);
        } catch (RuntimeException failure) {
            throw unreachable(address, failure);
        } catch (Exception failure) { // Scala throws it without declaring it
            if (failure instanceof SparkException) {
                throw unreachable(address, failure);
            }
            throw failure;
        }
    }

    private static IllegalArgumentException unreachable(String address, Exception failure) {
        return new IllegalArgumentException(
                "cannot start work on %s: %s".formatted(address, failure.getMessage()), failure);
    }

    /** Returns the jars and native libraries of Gradus; those of Spark are there already. */
    private static String jars() {
        Path home = Path.of(System.getenv().getOrDefault("SPARK_HOME", "nowhere"));
        Path jars = home.resolve("jars").toAbsolutePath().normalize();
        return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .map(jar -> jar.toAbsolutePath().normalize())
                .filter(jar -> !jar.startsWith(jars))
                .map(Path::toString)
                .collect(Collectors.joining(","));
    }

    @Override
    public int slots() {
        return context.defaultParallelism();
    }

    @Override
    public ReplicaPlace replicas(WorkshopSource workshops, Recipe recipe) {
        return (count, layout, _) ->
                new SparkReplicas(
                        context,
                        address,
                        SparkReplicas.replica(recipe, workshops),
                        layout,
                        averaging(count, layout.bytes()));
    }

    @Override
    public Averaging averaging(int replicas, long bytes) {
        long limit = context.getConf().getSizeAsBytes(LIMIT, Averaging.USUAL_LIMIT);
        return Averaging.of(replicas, bytes, limit);
    }

    @Override
    public TrialPlace trials(WorkshopSource workshops) {
        return (folder, isStopped, notes) -> new SparkTrials(context, folder, notes, workshops);
    }

    @Override
    public void close() {
        closed.countDown();
        ShutdownHookManager.removeShutdownHook(hook);
        context.close();
    }
}
