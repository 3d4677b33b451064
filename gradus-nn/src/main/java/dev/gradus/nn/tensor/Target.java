package dev.gradus.nn.tensor;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;

/** What a data set gives for each example, for a network to learn. */
public sealed interface Target {
    /**
     * One of several classes, numbered from 0.
     *
     * @param count how many classes there are, at least 2
     */
    record Classes(int count) implements Target {
        /**
         * Checks the count.
         *
         * @throws IllegalArgumentException if it is below 2
         */
        public Classes {
            if (count < 2) {
                throw new IllegalArgumentException(
                        "a classification has at least 2 classes, got " + count);
            }
        }
    }

    /**
     * A row of numbers.
     *
     * @param width how many, at least 1
     */
    record Values(int width) implements Target {
        /**
         * Checks the width.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Values {
            if (width < 1) {
                throw new IllegalArgumentException(
                        "a row of target values has at least 1 value, got " + width);
            }
        }
    }

    /**
     * {@return a class out of this many}
     *
     * @param count how many classes there are, at least 2
     */
    static Target classes(int count) {
        return new Classes(count);
    }

    /**
     * {@return a row of this many numbers}
     *
     * @param width how many, at least 1
     */
    static Target values(int width) {
        return new Values(width);
    }

    /**
     * Checks that a network has an output for each class or value.
     *
     * @param outputs how many values the network gives for an example
     * @throws IllegalArgumentException if it has more or fewer
     */
    default void requireOutputs(int outputs) {
        if (outputs() != outputs) {
            throw new IllegalArgumentException(
                    switch (this) {
                        case Classes(int count) ->
                                Text.of(
                                        "the data has %d classes, but the network has %s; end it with dense(%d)",
                                        count, NumberText.counted(outputs, "output"), count);
                        case Values(int width) ->
                                Text.of(
                                        "the data has %s a row, but the network has %s; end it with dense(%d)",
                                        NumberText.counted(width, "target value"),
                                        NumberText.counted(outputs, "output"),
                                        width);
                    });
        }
    }

    /** {@return what is learned, in a sentence: {@code 3 classes}, {@code 1 value}} */
    default String words() {
        return switch (this) {
            case Classes(int count) -> count + " classes";
            case Values(int width) -> NumberText.counted(width, "value");
        };
    }

    /** {@return how many outputs a network for this target has} */
    default int outputs() {
        return switch (this) {
            case Classes(int count) -> count;
            case Values(int width) -> width;
        };
    }
}
