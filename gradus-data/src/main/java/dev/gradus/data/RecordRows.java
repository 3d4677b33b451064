package dev.gradus.data;

import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a user's records into examples, one after another. */
final class RecordRows<T> {
    private static final int MOST_CLASSES = 1 << 16;

    /** The length of Java's longest arrays. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private final Function<? super T, float[]> features;
    private final RecordTarget<T> answer;
    private final FloatRows inputs;
    private final FloatRows values;
    private final List<String> classes = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>(); // one object for each class
    private int rows;

    private RecordRows(Function<? super T, float[]> features, RecordTarget<T> answer, int most) {
        this.features = features;
        this.answer = answer;
        this.inputs = new FloatRows("features", most);
        this.values = new FloatRows("values to learn", most);
    }

    static <T> Dataset of(
            Stream<? extends T> records,
            Function<? super T, float[]> features,
            RecordTarget<T> answer) {
        return of(records, features, answer, MOST_VALUES);
    }

    /**
     * Turns records into examples.
     *
     * @param most how many values the features, or the values to learn, of all records can have
     */
    static <T> Dataset of(
            Stream<? extends T> records,
            Function<? super T, float[]> features,
            RecordTarget<T> answer,
            int most) {
        var rows = new RecordRows<T>(features, answer, most);
        records.forEachOrdered(rows::add);
        return rows.dataset();
    }

    private void add(@Nullable T each) {
        if (each == null) {
            throw new DataException(place(rows) + " is null; leave it out");
        }
        inputs.add(rows, features.apply(each));
        switch (answer) {
            case RecordTarget.OfClass<T>(var name) -> addClass(name.apply(each));
            case RecordTarget.OfValues<T>(var learned) -> values.add(rows, learned.apply(each));
        }
        rows++;
    }

    private void addClass(@Nullable Object name) {
        if (name == null) {
            throw new DataException(place(rows) + " has no class; leave it out");
        }
        String text = name.toString();
        classes.add(names.computeIfAbsent(text, each -> each));
        if (names.size() > MOST_CLASSES) {
            throw new DataException(
                    Text.of(
                            "the records have more than %,d different classes; for numbers write RecordTarget.valueOf",
                            MOST_CLASSES));
        }
    }

    private Dataset dataset() {
        if (rows == 0) {
            throw new DataException("there is no record to learn from");
        }
        List<String> ordered = ordered();
        if (answer instanceof RecordTarget.OfClass && ordered.size() < 2) {
            throw new DataException(
                    "all records are of the class '%s'; there is nothing to learn"
                            .formatted(ordered.getFirst()));
        }
        Map<String, Integer> numbers = new HashMap<>();
        ordered.forEach(name -> numbers.put(name, numbers.size()));
        return new ArrayDataset(
                "records",
                Shape.vector(inputs.width()),
                answer instanceof RecordTarget.OfClass
                        ? Target.classes(ordered.size())
                        : Target.values(values.width()),
                inputs.values(),
                classes.stream().mapToInt(numbers::get).toArray(),
                values.values(),
                ordered,
                RecordRows::place,
                Optional.empty());
    }

    private List<String> ordered() {
        boolean areNumbers = names.keySet().stream().allMatch(name -> name.matches("-?\\d{1,18}"));
        return names.keySet().stream()
                .sorted(
                        areNumbers
                                ? Comparator.comparingLong(Long::parseLong)
                                : Comparator.naturalOrder())
                .toList();
    }

    private static String place(int row) {
        return "record " + row + " (counted from 0)";
    }

    /** Rows of finite numbers, all of the same width. */
    private static final class FloatRows {
        private final String what;
        private final int most;
        private float[] values = {};
        private int width;
        private int length;

        FloatRows(String what, int most) {
            this.what = what;
            this.most = most;
        }

        void add(int row, float[] added) {
            if (row == 0) {
                width = added.length;
            }
            if (added.length != width || width == 0) {
                throw new DataException(
                        Text.of(
                                "%s has %d %s; each record has the same number, at least 1, and the first one has %d",
                                place(row), added.length, what, width));
            }
            int bad = NonFinite.find(added, 0, width);
            if (bad >= 0) {
                throw new DataException(
                        Text.of(
                                "%s: number %d (counted from 0) of the %s is %s; correct the record or leave it out",
                                place(row), bad, what, added[bad]));
            }
            if (width > values.length - length) {
                grow();
            }
            System.arraycopy(added, 0, values, length, width);
            length += width;
        }

        private void grow() {
            if (width > most - length) {
                throw new DataException(
                        Text.of(
                                "the records have more than %,d %s in all, more than one data set holds; use fewer records",
                                most, what));
            }
            long larger = Math.max(2L * length, 16L * width);
            values = Arrays.copyOf(values, (int) Math.min(most, larger));
        }

        int width() {
            return width;
        }

        float[] values() {
            return Arrays.copyOf(values, length);
        }
    }
}
