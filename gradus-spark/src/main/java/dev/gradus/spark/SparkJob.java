package dev.gradus.spark;

import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Work that Spark does, and the faults of it that Java is not told about. */
final class SparkJob {
    private SparkJob() {}

    /**
     * Returns the result of a job.
     *
     * @param givenUp makes an exception of what to say and its cause, if Spark gave the job up: its
     *     own exception is a checked one, which Scala throws without declaring it
     */
    static <T> T result(Supplier<T> job, BiFunction<String, Throwable, RuntimeException> givenUp) {
        try {
            return job.get();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception failure) {
            throw givenUp.apply(
                    "Spark gave the work up: "
                            + String.valueOf(failure.getMessage()).lines().findFirst().orElse(""),
                    failure);
        }
    }
}
