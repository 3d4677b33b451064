package dev.gradus.recipe;

import dev.gradus.schedule.Span;
import dev.gradus.schedule.text.LengthText;
import java.time.Duration;
import java.util.Optional;

/** How often a run saves a checkpoint. */
public sealed interface CheckpointInterval {
    /**
     * After each span of updates.
     *
     * @param span steps or epochs, rounded to whole steps, at least 1
     */
    record Every(Span span) implements CheckpointInterval {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the span is 0; the message says so
         */
        public Every {
            if (isNothing(span)) {
                throw new IllegalArgumentException(
                        "checkpointEvery takes a span above 0, such as epochs(1), got " + span);
            }
        }

        @Override
        public String toString() {
            return LengthText.of(span);
        }
    }

    /**
     * When this much time has passed since the last one.
     *
     * @param duration above 0
     */
    record Lasting(Duration duration) implements CheckpointInterval {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Lasting {
            if (!duration.isPositive()) {
                throw new IllegalArgumentException(
                        "checkpointEvery takes a duration above 0, got " + duration);
            }
        }

        @Override
        public String toString() {
            return DurationText.seconds(duration);
        }
    }

    /**
     * Reads {@code 1ep}, {@code 500} (steps), {@code 10%} or {@code 60s}; the inverse of {@code
     * toString}.
     *
     * @param text an interval as a user writes it
     * @return the interval
     * @throws IllegalArgumentException if it cannot be read or is 0
     */
    static CheckpointInterval parse(String text) {
        Optional<Duration> duration = DurationText.read(text).filter(Duration::isPositive);
        if (duration.isPresent()) {
            return new Lasting(duration.get());
        }
        return LengthText.read(text)
                .filter(span -> !isNothing(span))
                .map(Every::new)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "checkpoints are saved after epochs, steps or seconds above 0, such as 1ep, 500 or 60s; got '%s'"
                                        .formatted(text)));
    }

    private static boolean isNothing(Span span) {
        return switch (span) {
            case Span.Steps(double count) -> count == 0;
            case Span.Epochs(double count) -> count == 0;
            case Span.Samples(double count) -> count == 0;
            case Span.Percent(double share) -> share == 0;
            case Span.Exact(Span rounded) -> isNothing(rounded);
            case Span.Sum(Span left, Span right) -> isNothing(left) && isNothing(right);
            case Span.Difference(Span left, Span _) -> isNothing(left);
            case Span.Rest() -> false;
        };
    }
}
