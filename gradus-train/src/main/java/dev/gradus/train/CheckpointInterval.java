package dev.gradus.train;

import dev.gradus.schedule.Span;
import java.math.BigDecimal;
import java.time.Duration;

/** How often a run saves a checkpoint. */
sealed interface CheckpointInterval {
    /** Returns it as the command line takes it: {@code 500}, {@code 2ep}, {@code 60s}. */
    default String text() {
        return switch (this) {
            case Every(Span.Epochs(double count)) -> plain(count) + "ep";
            case Every(Span.Steps(double count)) -> plain(count);
            case Every(Span other) -> other.toString();
            case Lasting(Duration duration) -> plain(duration.toNanos() / 1e9) + "s";
        };
    }

    /** Most are whole, and big decimals take long to get going. */
    private static String plain(double count) {
        return count == (long) count
                ? Long.toString((long) count)
                : BigDecimal.valueOf(count).stripTrailingZeros().toPlainString();
    }

    /**
     * After every so many updates.
     *
     * @param span steps or epochs, rounded to whole steps, at least 1
     */
    record Every(Span span) implements CheckpointInterval {}

    /**
     * When the last one is so long ago.
     *
     * @param duration above 0
     */
    record Lasting(Duration duration) implements CheckpointInterval {
        public Lasting {
            if (!duration.isPositive()) {
                throw new IllegalArgumentException(
                        "checkpointEvery takes a duration above 0, got " + duration);
            }
        }
    }
}
