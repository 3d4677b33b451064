package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import java.util.List;
import java.util.Optional;

/** What is learned from a table. */
public sealed interface Learned {
    /** {@return the names of the columns that hold it} */
    List<String> columns();

    /**
     * One of several classes.
     *
     * @param column the column that names the class of each row
     * @param names the classes in the order of their numbers, at least 2: ascending where all are
     *     numbers, else in the order of their characters
     * @param mark the decimal mark of the training table where the classes are whole numbers, so
     *     that {@code 7.0} and {@code 07} name the class {@code 7}; empty where they are words,
     *     which are written in one way only
     */
    record Classes(String column, List<String> names, Optional<DecimalMark> mark)
            implements Learned {
        /**
         * Classes that are numbers, with decimal points, where Gradus would write each name so;
         * else words.
         *
         * @param column the column that names the class of each row
         * @param names the classes in the order of their numbers
         */
        public Classes(String column, List<String> names) {
            this(
                    column,
                    names,
                    areNumbers(names) ? Optional.of(DecimalMark.POINT) : Optional.empty());
        }

        /** Returns whether each name is a number as {@link NumberText#exact} writes it. */
        static boolean areNumbers(List<String> names) {
            return names.stream()
                    .allMatch(name -> NumberText.exact(Fields.number(name)).equals(name));
        }

        /** Copies the list. */
        public Classes {
            names = List.copyOf(names);
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }
    }

    /**
     * Numbers, which the network learns standardized.
     *
     * @param values one for each output of the network
     */
    record Values(List<Value> values) implements Learned {
        /** Copies the list. */
        public Values {
            values = List.copyOf(values);
        }

        @Override
        public List<String> columns() {
            return values.stream().map(Value::column).toList();
        }
    }

    /**
     * A number that is learned as (x − mean) / deviation.
     *
     * @param column the column that holds it
     * @param mean of the training rows
     * @param deviation of the training rows, above 0; in the column's unit
     * @param mark the decimal mark of the training table's numbers
     */
    record Value(String column, double mean, double deviation, DecimalMark mark) {
        /**
         * A number that is learned as (x − mean) / deviation, from a table with decimal points.
         *
         * @param column the column that holds it
         * @param mean of the training rows
         * @param deviation of the training rows, above 0; in the column's unit
         */
        public Value(String column, double mean, double deviation) {
            this(column, mean, deviation, DecimalMark.POINT);
        }

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is not finite, or the deviation is not above 0
         */
        public Value {
            if (!Double.isFinite(mean) || !(deviation > 0) || Double.isInfinite(deviation)) {
                throw new IllegalArgumentException(
                        "a target has a finite mean and a deviation above 0, got %s and %s"
                                .formatted(mean, deviation));
            }
        }

        /**
         * {@return what the network is to put out for a number in the column's unit}
         *
         * @param number a number in the unit of the column
         */
        public double standardized(double number) {
            return (number - mean) / deviation;
        }

        /**
         * {@return the number in the column's unit that an output of the network stands for}
         *
         * @param output an output of the network
         */
        public double restored(double output) {
            return output * deviation + mean;
        }
    }
}
