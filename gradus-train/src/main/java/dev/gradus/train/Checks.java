package dev.gradus.train;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;

/** What a trainer is told, checked as soon as it is said. */
final class Checks {
    private static final int MOST_THREADS = 1024;

    private Checks() {}

    static Schedule learningRate(double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(
                    "learningRate must be a finite number above 0, got "
                            + rate
                            + "; 0.01 is a start for plain gradient descent, 0.001 for Adam");
        }
        return new Hold(rate);
    }

    static Span epochs(double epochs) {
        if (!(epochs > 0) || Double.isInfinite(epochs)) {
            throw new IllegalArgumentException(
                    "epochs must be a finite number above 0, got " + epochs);
        }
        return Span.epochs(epochs);
    }

    static Span steps(long steps) {
        return Span.steps((double) atLeastOne("steps", steps));
    }

    static Schedule batchSize(int examples) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "batchSize must be at least 1, got "
                            + examples
                            + "; fullBatch() takes all examples");
        }
        return new Hold(examples);
    }

    static int sliceSize(int examples) {
        return (int) atLeastOne("sliceSize", examples);
    }

    static int threads(int threads) {
        if (threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "threads must be at most %d, got %d; more than there are processors, here %d, gain nothing"
                            .formatted(
                                    MOST_THREADS,
                                    threads,
                                    Runtime.getRuntime().availableProcessors()));
        }
        return (int) atLeastOne("threads", threads);
    }

    static int keep(int checkpoints) {
        return (int) atLeastOne("keep", checkpoints);
    }

    static int validateEvery(int epochs) {
        return (int) atLeastOne("validateEvery", epochs);
    }

    static double limit(String name, double limit) {
        if (!((float) limit > 0) || Double.isInfinite(limit)) {
            throw new IllegalArgumentException(
                    name + " must be a finite number above 0, got " + limit);
        }
        return limit;
    }

    static Validation share(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "a validation share lies above 0 and below 1, as in 0.1; got " + share);
        }
        return new Validation.Share(share);
    }

    private static long atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
        return value;
    }
}
