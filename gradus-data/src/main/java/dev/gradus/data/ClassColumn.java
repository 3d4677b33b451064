package dev.gradus.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The classes in a column of a table: whole numbers from 0, or names. Names are numbered in the
 * order of their characters, so that the same names have the same numbers however rows are sorted.
 */
final class ClassColumn {
    private static final int MOST_CLASSES = 1 << 20;

    private final Map<String, Integer> firstRows = new LinkedHashMap<>();
    private final List<String> fields = new ArrayList<>();

    /** Adds the field of the next row. */
    void add(String field) {
        int row = fields.size();
        Integer first = firstRows.putIfAbsent(field, row);
        fields.add(first == null ? field : fields.get(first)); // one text for each class
    }

    /** Classes as numbers. */
    static final class Classes {
        private final int[] labels;
        private final int count;
        private final List<String> names;

        Classes(int[] labels, int count, List<String> names) {
            this.labels = labels;
            this.count = count;
            this.names = names;
        }

        /** Returns the class of each row. */
        int[] labels() {
            return labels;
        }

        /** Returns how many classes there are. */
        int count() {
            return count;
        }

        /**
         * Returns what they are called, in order; empty where they are numbers in the table too.
         */
        List<String> names() {
            return names;
        }
    }

    /**
     * Numbers the classes.
     *
     * @param column what messages call it
     * @param places says where a row is
     * @throws DataException if a field is empty, a number that is not a label, or one where others
     *     are names
     */
    Classes classes(String column, IntFunction<String> places) {
        long numbers = firstRows.keySet().stream().filter(CsvTable::isNumber).count();
        if (numbers == firstRows.size()) {
            return numbered(column, places);
        }
        firstRows.forEach((field, row) -> {
            if (field.isEmpty() || (numbers > 0 && CsvTable.isNumber(field))) {
                throw new DataException(
                        "%s, column '%s': labels are whole numbers from 0 or names, and none is left out; got '%s', and elsewhere '%s'"
                                .formatted(places.apply(row), column, field, other(field)));
            }
        });
        requireFew(column, firstRows.size());
        return named();
    }

    private String other(String field) {
        return firstRows.keySet().stream()
                .filter(another -> CsvTable.isNumber(another) != CsvTable.isNumber(field))
                .findFirst()
                .orElseGet(() -> firstRows.keySet().iterator().next());
    }

    private Classes numbered(String column, IntFunction<String> places) {
        int[] labels = new int[fields.size()];
        for (int row = 0; row < labels.length; row++) {
            float value = Float.parseFloat(fields.get(row));
            if (value != (int) value || value < 0 || value >= MOST_CLASSES) {
                throw new DataException(
                        "%s, column '%s': a label is a whole number from 0, got %s"
                                .formatted(places.apply(row), column, value));
            }
            labels[row] = (int) value;
        }
        int highest = Arrays.stream(labels).max().orElse(0);
        return new Classes(labels, Math.max(2, highest + 1), List.of());
    }

    private Classes named() {
        List<String> names = firstRows.keySet().stream().sorted().toList();
        var numbers = new LinkedHashMap<String, Integer>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        int[] labels = fields.stream().mapToInt(numbers::get).toArray();
        return new Classes(labels, Math.max(2, names.size()), names);
    }

    private static void requireFew(String column, int classes) {
        if (classes > MOST_CLASSES) {
            throw new DataException(
                    "column '%s' has %d different classes, at most %d can be told apart"
                            .formatted(column, classes, MOST_CLASSES));
        }
    }
}
