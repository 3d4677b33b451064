package dev.gradus.recipe;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Schedule;
import java.util.Objects;

/** How many examples an update takes. */
public sealed interface BatchSize {
    /** All examples: batch gradient descent. */
    record All() implements BatchSize {
        @Override
        public String toString() {
            return "all";
        }
    }

    /**
     * The value of a schedule, rounded to whole examples.
     *
     * @param schedule at least 1 throughout the run
     */
    record Planned(Schedule schedule) implements BatchSize {
        /** Checks that there is a schedule. */
        public Planned {
            Objects.requireNonNull(schedule, "batchSize must not be null");
        }

        @Override
        public String toString() {
            return schedule instanceof Hold hold && hold.equals(new Hold(Math.rint(hold.value())))
                    ? String.valueOf(Math.round(hold.value()))
                    : schedule.text();
        }
    }

    /** {@return all examples} */
    static BatchSize all() {
        return new All();
    }

    /**
     * {@return the same number of examples for each update}
     *
     * @param examples at least 1
     */
    static BatchSize of(long examples) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "batchSize must be at least 1, got "
                            + examples
                            + "; fullBatch() takes all examples");
        }
        return new Planned(new Hold((double) examples));
    }

    /**
     * Reads {@code all}, a number of examples, or a schedule; the inverse of {@code toString}.
     *
     * @param text a batch size as a user writes it
     * @return the batch size
     * @throws IllegalArgumentException if it cannot be read
     */
    static BatchSize parse(String text) {
        String words = text.strip();
        if (words.equals("all")) {
            return all();
        }
        return words.matches("[-+.0-9]+") ? of(count(words)) : new Planned(RatePlan.curve(words));
    }

    private static int count(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "a batch size is a number of examples, at least 1, or all, or a schedule, such as linear(32, 256); got "
                            + text);
        }
        return Integer.parseInt(text);
    }
}
