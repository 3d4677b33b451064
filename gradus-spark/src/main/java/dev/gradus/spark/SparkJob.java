package dev.gradus.spark;

import dev.gradus.run.json.RunException;
import java.util.function.Supplier;

/** Work that Spark does, and the faults of it that Java is not told about. */
final class SparkJob {
    private SparkJob() {}

    /**
     * Returns the result of a job.
     *
     * @throws RunException if Spark gave it up: its own exception is a checked one, which Scala
     *     throws without declaring it
     */
    static <T> T result(Supplier<T> job) {
        try {
            return job.get();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception failure) {
            throw new RunException(
                    "Spark gave the work up: "
                            + String.valueOf(failure.getMessage()).lines().findFirst().orElse(""),
                    failure);
        }
    }
}
