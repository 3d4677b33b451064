package dev.gradus.prepare;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects a column's training values and says how they are encoded. */
sealed interface ColumnFit {
    /** Adds the field of one more training row. */
    void add(String field);

    /** Returns how the column is encoded. */
    Encoding encoding();

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
        private final ColumnSummary column;
        private final Sample sample = new Sample();
        private long missing;

        Numbers(ColumnSummary column) {
            this.column = column;
        }

        @Override
        public void add(String field) {
            if (Fields.isMissing(field) || field.equals(column.marker())) {
                missing++;
            } else {
                sample.add(Encoders.number(column.name(), field));
            }
        }

        @Override
        public Encoding encoding() {
            double[] sorted = sample.sorted();
            if (sorted.length == 0 || Moments.of(sorted).deviation() == 0) {
                return constant();
            }
            double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
            NumberTransform transform = NumberTransform.fitting(sorted);
            double[] transformed = sorted.clone();
            for (int i = 0; i < sorted.length; i++) {
                transformed[i] = transform.apply(sorted[i]);
            }
            Moments moments = Moments.of(transformed);
            return new Encoding.Numeric(
                    median,
                    transform,
                    moments.mean(),
                    moments.deviation(),
                    Missing.of(missing),
                    column.marker());
        }

        /** Returns how the column is learned. */
        Learned.Value learned() {
            Moments moments = Moments.of(sample.sorted());
            if (sample.isEmpty() || moments.deviation() == 0) {
                throw new IllegalArgumentException(
                        "column '%s' has the same value in each training row; there is nothing to learn"
                                .formatted(column.name()));
            }
            return new Learned.Value(column.name(), moments.mean(), moments.deviation());
        }
    }

    /** Categories. */
    final class Categories implements ColumnFit {
        private static final int MOST_INPUTS = 64;
        private static final int MOST_VECTORS = 10_000;
        private static final int MOST_COUNTED = 1 << 16;
        private static final int SMALL_TABLE = 100;

        private final Form form;
        private final Map<String, Count> counts = new HashMap<>();
        private long rows;
        private long missing;
        private long uncounted;

        Categories(Form form) {
            this.form = form;
        }

        @Override
        public void add(String field) {
            rows++;
            if (Fields.isMissing(field)) {
                missing++;
                return;
            }
            Count count = counts.get(field);
            if (count != null) {
                count.rows++;
            } else if (counts.size() < MOST_COUNTED) {
                counts.put(field, new Count());
            } else {
                uncounted++;
            }
        }

        @Override
        public Encoding encoding() {
            if (counts.size() + Math.min(1, missing) < 2) {
                return constant();
            }
            long fewest = rows < SMALL_TABLE ? 2 : 3;
            List<String> frequent =
                    counts.entrySet().stream()
                            .filter(count -> count.getValue().rows >= fewest)
                            .sorted(
                                    Comparator.<Map.Entry<String, Count>>comparingLong(
                                                    count -> count.getValue().rows)
                                            .reversed()
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .limit(form == Form.ONE_HOT ? MOST_INPUTS : MOST_VECTORS)
                            .map(Map.Entry::getKey)
                            .sorted(Comparator.naturalOrder())
                            .toList();
            if (form == Form.EMBEDDED) {
                return new Encoding.Embedded(frequent);
            }
            boolean hasRare = frequent.size() < counts.size() || uncounted > 0;
            return new Encoding.Category(
                    frequent,
                    hasRare ? Encoding.Rare.TOGETHER : Encoding.Rare.NONE,
                    Missing.of(missing));
        }
    }

    /** How many rows have a value, without a new object for each of them. */
    final class Count {
        private long rows = 1;
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
