package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Encoding.Cycle;
import dev.gradus.prepare.Encoding.Missing;
import dev.gradus.prepare.statistics.FrequentValues;
import dev.gradus.prepare.statistics.Moments;
import dev.gradus.prepare.statistics.Sample;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects a column's training values and says how they are encoded. */
sealed interface ColumnFit {
    /** Adds the field of one more training row. */
    void add(String field);

    /** Returns how the column is encoded. */
    Encoding encoding();

    /** Returns what a user should know about how the encoding was found, in one line. */
    default Optional<String> note() {
        return Optional.empty();
    }

    private static Encoding constant() {
        return new Encoding.LeftOut(Reason.CONSTANT);
    }

    /** How the value of a category goes into a network. */
    enum Form {
        /** As an input for each value. */
        ONE_HOT,
        /** As the number of a trained vector. */
        EMBEDDED
    }

    /** Columns that need no fitting. */
    record Unused(Reason reason) implements ColumnFit {
        @Override
        public void add(String field) {}

        @Override
        public Encoding encoding() {
            return new Encoding.LeftOut(reason);
        }
    }

    /** Numbers. */
    final class Numbers implements ColumnFit {
        /** Predictions some deviations from the mean still have to be floats. */
        private static final double MOST_LEARNED = Float.MAX_VALUE / 1000;

        private static final double LEAST_LEARNED = Float.MIN_NORMAL;

        private final ColumnSummary column;
        private final NumberReading reading;
        private final Sample sample = new Sample();
        private long missing;

        Numbers(ColumnSummary column) {
            this.column = column;
            this.reading = new NumberReading.With(column.numbers().mark());
        }

        @Override
        public void add(String field) {
            if (Fields.isMissing(field) || field.equals(column.marker())) {
                missing++;
            } else {
                sample.add(reading.number(column.name(), field));
            }
        }

        @Override
        public Encoding encoding() {
            double[] sorted = sample.sorted();
            if (sorted.length == 0 || sorted[0] == sorted[sorted.length - 1]) {
                return sorted.length == 0 || missing == 0 ? constant() : gaps(sorted[0]);
            }
            if (Moments.of(sorted).deviation() == 0) {
                return new Encoding.LeftOut(Reason.FLAT);
            }
            double median = sorted[(sorted.length - 1) / 2] / 2 + sorted[sorted.length / 2] / 2;
            NumberTransform transform = NumberTransform.fitting(sorted);
            double[] transformed = sorted.clone();
            for (int i = 0; i < sorted.length; i++) {
                transformed[i] = transform.apply(sorted[i]);
            }
            Moments moments = Moments.of(transformed);
            requireFinite(moments.mean(), moments.deviation());
            var number =
                    new Encoding.Numeric(
                            median,
                            transform,
                            moments.mean(),
                            moments.deviation(),
                            Missing.of(missing),
                            column.marker(),
                            column.numbers().mark());
            requireFinite(
                    number.standardized(sorted[0]), number.standardized(sorted[sorted.length - 1]));
            return number;
        }

        /** Returns how one number is used of which rows have it, and others do not. */
        private Encoding gaps(double number) {
            return new Encoding.Numeric(
                    number,
                    new NumberTransform.Plain(),
                    number,
                    number == 0 ? 1 : Math.abs(number),
                    Missing.of(missing),
                    column.marker(),
                    column.numbers().mark());
        }

        private void requireFinite(double... results) {
            for (double result : results) {
                if (!Double.isFinite(result)) {
                    double[] sorted = sample.sorted();
                    throw new IllegalArgumentException(
                            "column '%s' has numbers from %s to %s, too far apart to standardize; write their logarithms, or leave the column out (--drop)"
                                    .formatted(
                                            column.name(),
                                            NumberText.exact(sorted[0]),
                                            NumberText.exact(sorted[sorted.length - 1])));
                }
            }
        }

        /** Returns how the column is learned. */
        Learned.Value learned() {
            Moments moments = Moments.of(sample.sorted());
            if (sample.isEmpty() || moments.deviation() == 0) {
                throw new IllegalArgumentException(
                        "column '%s' has the same value in each training row; there is nothing to learn"
                                .formatted(column.name()));
            }
            double farthest = Math.max(Math.abs(moments.mean()), moments.deviation());
            if (!(farthest < MOST_LEARNED) || moments.deviation() < LEAST_LEARNED) {
                throw new IllegalArgumentException(
                        "column '%s' has a mean of %s and a deviation of %s, and predictions are numbers of 32 bits, up to 3e38 and down to 1e-38; write it in another unit, or its logarithm"
                                .formatted(
                                        column.name(),
                                        NumberText.exact(moments.mean()),
                                        NumberText.exact(moments.deviation())));
            }
            return new Learned.Value(
                    column.name(), moments.mean(), moments.deviation(), column.numbers().mark());
        }
    }

    /** Categories. */
    final class Categories implements ColumnFit {
        private static final int MOST_INPUTS = 64;
        private static final int MOST_VECTORS = 10_000;
        private static final int SMALL_TABLE = 100;

        private final String column;
        private final Form form;
        private final FrequentValues values = new FrequentValues();
        private long rows;
        private long missing;

        Categories(String column, Form form) {
            this.column = column;
            this.form = form;
        }

        @Override
        public void add(String field) {
            rows++;
            if (Fields.isMissing(field)) {
                missing++;
            } else {
                values.add(field);
            }
        }

        @Override
        public Encoding encoding() {
            if (values.distinct() + Math.min(1, missing) < 2) {
                return constant();
            }
            long fewest = rows < SMALL_TABLE ? 2 : 3;
            Map<String, Long> counts = new HashMap<>();
            values.forEach((value, count) -> {
                if (count >= fewest) {
                    counts.put(value, count);
                }
            });
            List<String> frequent =
                    counts.entrySet().stream()
                            .sorted(
                                    Map.Entry.<String, Long>comparingByValue()
                                            .reversed()
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .limit(form == Form.ONE_HOT ? MOST_INPUTS : MOST_VECTORS)
                            .map(Map.Entry::getKey)
                            .sorted(Comparator.naturalOrder())
                            .toList();
            if (form == Form.EMBEDDED) {
                return new Encoding.Embedded(frequent);
            }
            boolean hasRare = frequent.size() < values.distinct() || values.error() > 0;
            return new Encoding.Category(
                    frequent,
                    hasRare ? Encoding.Rare.TOGETHER : Encoding.Rare.NONE,
                    Missing.of(missing));
        }

        @Override
        public Optional<String> note() {
            return values.error() == 0
                    ? Optional.empty()
                    : Optional.of(
                            Text.of(
                                    "column '%s' has more different values than are counted exactly (%,d): which of them are frequent is decided by counts that may be up to %,d rows too small",
                                    column, FrequentValues.MOST, values.error()));
        }
    }

    /** One of two values. */
    final class Flags implements ColumnFit {
        private final ColumnSummary column;
        private long zeros;
        private long ones;
        private long missing;

        Flags(ColumnSummary column) {
            this.column = column;
        }

        @Override
        public void add(String field) {
            if (field.equalsIgnoreCase(column.values().getFirst())) {
                zeros++;
            } else if (field.equalsIgnoreCase(column.values().getLast())) {
                ones++;
            } else {
                missing++;
            }
        }

        @Override
        public Encoding encoding() {
            if (Math.min(1, zeros) + Math.min(1, ones) + Math.min(1, missing) < 2) {
                return constant();
            }
            return new Encoding.Flag(
                    column.values().getFirst(), column.values().getLast(), Missing.of(missing));
        }
    }

    /** Days, with or without a time. */
    final class Times implements ColumnFit {
        private final ColumnSummary column;
        private final DateForm form;
        private final Sample years = new Sample();
        private final Map<Cycle, Double> firstPhases = new EnumMap<>(Cycle.class);
        private final List<Cycle> turning = new ArrayList<>();
        private long missing;

        Times(ColumnSummary column) {
            this.column = column;
            this.form = column.form().orElseThrow();
        }

        @Override
        public void add(String field) {
            if (Fields.isMissing(field)) {
                missing++;
                return;
            }
            LocalDateTime moment = Encoders.moment(column.name(), form, field);
            years.add(Encoders.year(moment));
            for (Cycle cycle : Cycle.values()) {
                double phase = cycle.phase(moment);
                Double first = firstPhases.putIfAbsent(cycle, phase);
                if (first != null && first != phase && !turning.contains(cycle)) {
                    turning.add(cycle);
                }
            }
        }

        @Override
        public Encoding encoding() {
            double[] sorted = years.sorted();
            Moments moments = Moments.of(sorted);
            if (sorted.length == 0 || (moments.deviation() == 0 && missing == 0)) {
                return constant();
            }
            return new Encoding.Moment(
                    form,
                    moments.mean(),
                    moments.deviation() > 0 ? moments.deviation() : 1,
                    turning.stream().sorted().toList(),
                    Missing.of(missing));
        }
    }
}
