package dev.gradus.prepare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decimal marks of a table that is prepared as another one was.
 *
 * @param proved by column, where its numbers show it
 * @param common what the columns prove that do, if they agree
 * @param usual the usual mark of the table
 * @param notes on columns that had another mark in training, a sentence each
 */
record FurtherMarks(
        Map<String, DecimalMark> proved,
        Optional<DecimalMark> common,
        DecimalMark usual,
        List<String> notes)
        implements Preparer.Readings {
    /** Reads a table and looks at its numbers. */
    static FurtherMarks of(Preparation preparation, RowSource table) {
        Map<String, DecimalMark> trained = trained(preparation);
        trained.keySet().retainAll(table.columns());
        Map<String, MarkEvidence> evidence = new LinkedHashMap<>();
        trained.keySet()
                .forEach(column -> evidence.put(column, new MarkEvidence(table.decimalMark())));
        read(table, evidence);
        Map<String, DecimalMark> proved = new LinkedHashMap<>();
        evidence.forEach(
                (column, numbers) -> numbers.proved().ifPresent(mark -> proved.put(column, mark)));
        return new FurtherMarks(
                proved,
                table.decimalMark().isEmpty()
                        ? Optional.empty()
                        : Survey.common(evidence.values().stream().map(MarkEvidence::proved)),
                table.decimalMark().orElse(DecimalMark.POINT),
                notes(trained, proved));
    }

    /** Returns the columns of numbers and their marks in training. */
    private static Map<String, DecimalMark> trained(Preparation preparation) {
        Map<String, DecimalMark> marks = new LinkedHashMap<>();
        preparation.columns().stream()
                .filter(column -> isOfNumbers(column.encoding()))
                .forEach(column -> marks.put(column.name(), Preparer.mark(column)));
        if (preparation.learned() instanceof Learned.Values(List<Learned.Value> values)) {
            values.forEach(value -> marks.put(value.column(), value.mark()));
        }
        return marks;
    }

    private static boolean isOfNumbers(Encoding encoding) {
        return encoding instanceof Encoding.Numeric || encoding instanceof Encoding.AsItIs;
    }

    private static void read(RowSource table, Map<String, MarkEvidence> evidence) {
        MarkEvidence[] numbers = evidence.values().toArray(MarkEvidence[]::new);
        int[] places = evidence.keySet().stream().mapToInt(table.columns()::indexOf).toArray();
        table.forEach(row -> {
            List<String> fields = row.fields();
            for (int i = 0; i < numbers.length; i++) {
                String field = fields.get(places[i]).strip();
                if (!Fields.isMissing(field)) {
                    numbers[i].add(field);
                }
            }
        });
    }

    private static List<String> notes(
            Map<String, DecimalMark> trained, Map<String, DecimalMark> proved) {
        var notes = new ArrayList<String>();
        for (DecimalMark mark : DecimalMark.values()) {
            List<String> columns =
                    proved.keySet().stream()
                            .filter(column -> proved.get(column) == mark)
                            .filter(column -> trained.get(column) != mark)
                            .toList();
            if (!columns.isEmpty()) {
                notes.add(
                        "'%s' %s %s here, and had %s in training; they are read as written"
                                .formatted(
                                        String.join("', '", columns),
                                        columns.size() == 1 ? "has" : "have",
                                        mark.plural(),
                                        mark.other().plural()));
            }
        }
        return notes;
    }

    @Override
    public NumberReading of(String column, DecimalMark trained) {
        return Optional.ofNullable(proved.get(column))
                .or(() -> common)
                .<NumberReading>map(NumberReading.With::new)
                .orElseGet(() -> new NumberReading.Each(trained, usual));
    }
}
