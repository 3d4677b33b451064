package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.signs.LongNumber;
import dev.gradus.text.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Prepares rows of a table whose columns may be in another order than those of the training table.
 */
public final class Preparer {
    private static final int ABSENT = -1;
    private static final int LISTED = 8;

    private final Preparation preparation;
    private final List<String> header;
    private final Readings readings;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Encoders.Encoder> encoders = new ArrayList<>();
    private final int[] positions;
    private final int[] targets;
    private final int[] offsets;
    private final int width;
    private final Map<String, Integer> classes = new HashMap<>();
    private final Optional<NumberReading> classReading; // empty where words name the classes
    private final List<NumberReading> targetReadings;
    private final List<String> notes;

    /**
     * Creates a preparer.
     *
     * @param readings how the numbers of a column are read
     * @param notes what a user should know about that, a sentence each
     */
    Preparer(Preparation preparation, List<String> header, Readings readings, List<String> notes) {
        this.notes = List.copyOf(notes);
        this.preparation = preparation;
        this.header = List.copyOf(header);
        this.readings = readings;
        for (int i = 0; i < header.size(); i++) {
            places.putIfAbsent(header.get(i), i);
        }
        List<Column> used =
                preparation.columns().stream()
                        .filter(column -> column.encoding().width() > 0)
                        .toList();
        positions = new int[used.size()];
        offsets = new int[used.size()];
        int next = 0;
        for (int i = 0; i < positions.length; i++) {
            positions[i] = required(used.get(i).name());
            offsets[i] = next;
            next += used.get(i).encoding().width();
            encoders.add(
                    Encoders.of(used.get(i), readings.of(used.get(i).name(), mark(used.get(i)))));
        }
        width = next;
        targets = preparation.learned().columns().stream().mapToInt(this::place).toArray();
        if (preparation.learned() instanceof Learned.Classes learned) {
            learned.names().forEach(name -> classes.put(name, classes.size()));
        }
        classReading =
                preparation.learned() instanceof Learned.Classes(String column, _, var mark)
                        ? mark.map(trained -> readings.of(column, trained))
                        : Optional.empty();
        targetReadings =
                preparation.learned() instanceof Learned.Values(List<Learned.Value> values)
                        ? values.stream()
                                .map(value -> readings.of(value.column(), value.mark()))
                                .toList()
                        : List.of();
    }

    /** {@return what a user should know about how the numbers are read, a sentence each} */
    public List<String> notes() {
        return notes;
    }

    /**
     * {@return a preparer of the same rows, which reads their inputs as this one does, and what is
     * learned as it was read when that was fitted to them}
     *
     * @param fitted a preparation with the same inputs
     */
    public Preparer learning(Preparation fitted) {
        Set<String> learned = Set.copyOf(fitted.learned().columns());
        return new Preparer(
                fitted,
                header,
                (column, mark) ->
                        learned.contains(column)
                                ? new NumberReading.With(mark)
                                : readings.of(column, mark),
                notes);
    }

    /** How the numbers of each column are read. */
    @FunctionalInterface
    interface Readings {
        /** Returns how those of a column are read that had this decimal mark in training. */
        NumberReading of(String column, DecimalMark trained);
    }

    /** Returns the decimal mark that a column had in training. */
    static DecimalMark mark(Column column) {
        return column.encoding() instanceof Encoding.Numeric number
                ? number.mark()
                : DecimalMark.POINT;
    }

    private int place(String column) {
        return places.getOrDefault(column, ABSENT);
    }

    private int required(String column) {
        int position = place(column);
        if (position == ABSENT) {
            Set<String> others = new LinkedHashSet<>(header);
            preparation.columns().forEach(each -> others.remove(each.name()));
            others.removeAll(preparation.learned().columns());
            throw new IllegalArgumentException(
                    Suggestions.nearest(column, others)
                            .map(near ->
                                    "there is no column '%s', which the network was trained with; is it the column '%s'?"
                                            .formatted(column, near))
                            .orElse(
                                    "there is no column '%s', which the network was trained with"
                                            .formatted(column)));
        }
        return position;
    }

    /**
     * Returns the inputs that a row becomes.
     *
     * @param fields one for each column of the header
     * @return {@link Preparation#width} finite values
     * @throws UnreadableFieldException if a field is not what its column holds
     */
    public float[] inputs(List<String> fields) {
        float[] inputs = new float[width];
        inputs(fields, inputs, 0);
        return inputs;
    }

    /**
     * Writes the inputs that a row becomes.
     *
     * @param fields one for each column of the header
     * @param inputs takes {@link Preparation#width} finite values from {@code at} on
     * @param at the first place to write to
     * @throws UnreadableFieldException if a field is not what its column holds
     */
    public void inputs(List<String> fields, float[] inputs, int at) {
        for (int i = 0; i < positions.length; i++) {
            encoders.get(i).write(fields.get(positions[i]).strip(), inputs, at + offsets[i]);
        }
    }

    /**
     * Writes the inputs that a row becomes.
     *
     * @param row the row, with a field for each column of the header
     * @param inputs takes {@link Preparation#width} finite values from {@code at} on
     * @param at the first place to write to
     * @throws UnreadableFieldException if a field is not what its column holds
     */
    public void inputs(Row row, float[] inputs, int at) {
        requireSound(row, positions);
        inputs(row.fields(), inputs, at);
    }

    /**
     * Checks that a row can become inputs.
     *
     * @param row the row, with a field for each column of the header
     * @throws UnreadableFieldException if a field is not what its column holds
     */
    public void requireInputs(Row row) {
        inputs(row, new float[width], 0);
    }

    private void requireSound(Row row, int[] places) {
        if (row.faults().isEmpty()) {
            return;
        }
        for (int place : places) {
            String fault = row.faults().get(place);
            if (fault != null) {
                throw UnreadableFieldException.of(header.get(place), fault);
            }
        }
    }

    /** {@return whether the table has all columns that were learned} */
    public boolean hasTargets() {
        for (int target : targets) {
            if (target == ABSENT) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return whether a row has a value in each column that was learned}
     *
     * @param fields one for each column of the header, which has those columns
     */
    public boolean hasTargets(List<String> fields) {
        for (int target : targets) {
            String field = fields.get(target).strip();
            if (Fields.isMissing(field) && !classes.containsKey(field)) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return whether a row has a value in each column that was learned, be it one that cannot be
     * used}
     *
     * @param row the row, with a field for each column of the header, which has those columns
     */
    public boolean hasTargets(Row row) {
        return IntStream.of(targets).anyMatch(row.faults()::containsKey)
                || hasTargets(row.fields());
    }

    /**
     * {@return the number of a row's class}
     *
     * @param row the row, with a field for each column of the header
     * @throws UnreadableFieldException if the class was not in the training table
     * @throws IllegalStateException if values are learned, or the table has no such column
     */
    public int label(Row row) {
        requireSound(row, targets);
        return label(row.fields());
    }

    /**
     * Writes what the network is to put out for a row, standardized.
     *
     * @param row the row, with a field for each column of the header
     * @param values takes one value for each learned column from {@code at} on
     * @param at the first place to write to
     * @throws UnreadableFieldException if a field is not a number
     * @throws IllegalStateException if classes are learned, or the table lacks a learned column
     */
    public void values(Row row, float[] values, int at) {
        requireSound(row, targets);
        values(row.fields(), values, at);
    }

    /**
     * {@return the number of a row's class}
     *
     * @param fields one for each column of the header
     * @throws UnreadableFieldException if the class was not in the training table
     * @throws IllegalStateException if values are learned, or the table has no such column
     */
    public int label(List<String> fields) {
        if (!(preparation.learned() instanceof Learned.Classes learned) || !hasTargets()) {
            throw new IllegalStateException("the rows have no classes");
        }
        String field = fields.get(targets[0]).strip();
        Integer label = classes.get(field);
        if (label == null && classReading.isPresent() && isExactNumber(field)) {
            double number = classReading.get().number(learned.column(), field);
            label = classes.get(NumberText.exact(number)); // 1.0 where 1 was learned
        }
        if (label == null) {
            throw new UnreadableFieldException(
                    learned.column(),
                    field,
                    "one of the classes in training (%s)%s"
                            .formatted(
                                    Text.listed(learned.names(), LISTED),
                                    spelling(learned.names(), field)));
        }
        return label;
    }

    private static boolean isExactNumber(String field) {
        return Fields.isNumber(field) && !LongNumber.losesDigits(field);
    }

    /** Returns how a class is spelled that has the value of a field. */
    private String spelling(List<String> names, String field) {
        if (classReading.isPresent() || !isExactNumber(field)) {
            return "";
        }
        double number = Fields.number(field);
        return names.stream()
                .filter(name -> isExactNumber(name) && Fields.number(name) == number)
                .findFirst()
                .map(" as they are written there, such as '%s'"::formatted)
                .orElse("");
    }

    /**
     * Writes what the network is to put out for a row, standardized.
     *
     * @param fields one for each column of the header
     * @param values takes one value for each learned column from {@code at} on
     * @param at the first place to write to
     * @throws UnreadableFieldException if a field is not a number
     * @throws IllegalStateException if classes are learned, or the table lacks a learned column
     */
    public void values(List<String> fields, float[] values, int at) {
        if (!(preparation.learned() instanceof Learned.Values(List<Learned.Value> learned))
                || !hasTargets()) {
            throw new IllegalStateException("the rows have no values to learn");
        }
        for (int i = 0; i < targets.length; i++) {
            Learned.Value value = learned.get(i);
            String field = fields.get(targets[i]).strip();
            double number = targetReadings.get(i).number(value.column(), field);
            values[at + i] = Encoders.finite(value.column(), field, value.standardized(number));
        }
    }
}
