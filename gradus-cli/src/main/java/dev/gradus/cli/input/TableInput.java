package dev.gradus.cli.input;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.NumberTable;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.data.disk.DiskTable;
import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Preparer;
import dev.gradus.prepare.UnreadableFieldException;
import dev.gradus.prepare.table.ColumnRemarks;
import java.io.File;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A table. A model that was trained on one prepares the rows in the same way and finds its columns
 * by name; a model that was trained on arrays knows no names, so the columns, except those that
 * were learned, are its inputs in their order, with a note.
 *
 * @param tables opens it
 * @param learned the columns that are not inputs
 * @param notes takes notes on how the table is read
 */
public record TableInput(Supplier<Table> tables, LearnedColumns learned, Consumer<String> notes)
        implements ModelInput {
    private static final int LISTED = 8;

    @Override
    public Dataset examples(Model model) {
        Table table = tables.get();
        if (model.meaning().preparation().isEmpty() && learned.columns().isEmpty()) {
            throw new IllegalArgumentException(
                    "the model does not know which column of a table holds what it learned; name it with --target COLUMN");
        }
        PreparedTable.Further read =
                DiskTable.further(table, preparation(model, table), TableDoor.temporary());
        table.notes().forEach(notes);
        ColumnRemarks.gathered(read.notes()).forEach(notes);
        return read.data();
    }

    @Override
    public void read(Model model, RowReader reader) {
        Table table = tables.get();
        table.notes().forEach(notes);
        Preparation preparation = preparation(model, table);
        Preparer preparer = preparer(preparation, table);
        ColumnRemarks.gathered(preparer.notes()).forEach(notes);
        float[] inputs = new float[preparation.width()];
        table.forEach(
                row -> {
                    try {
                        preparer.inputs(row, inputs, 0);
                        reader.row(inputs);
                    } catch (UnreadableFieldException fault) {
                        reader.fault(table.place(row) + ": " + fault.getMessage());
                    }
                },
                reader::fault);
    }

    /**
     * Reads the table to its end first, so that one that cannot be read leaves no partial output.
     */
    private static Preparer preparer(Preparation preparation, Table table) {
        try {
            return preparation.reading(table.readable());
        } catch (IllegalArgumentException fault) {
            throw new DataException(table.name() + ": " + fault.getMessage(), fault);
        }
    }

    private Preparation preparation(Model model, Table table) {
        return model.meaning()
                .preparation()
                .map(this::withSameColumns)
                .map(each -> withSamePlaces(each, table))
                .orElseGet(() -> byPosition(model, table));
    }

    /** Refuses other columns than the model learned, which would be ignored. */
    private Preparation withSameColumns(Preparation preparation) {
        List<String> known = preparation.learned().columns();
        if (!known.containsAll(learned.columns())) {
            throw new IllegalArgumentException(
                    "the model learned %s, not %s; leave --target out, since the model knows its columns"
                            .formatted(
                                    String.join(", ", known),
                                    String.join(", ", learned.columns())));
        }
        return preparation;
    }

    /** Refuses missing columns without names: those after a gap would be mistaken for others. */
    private static Preparation withSamePlaces(Preparation preparation, Table table) {
        List<String> learned = preparation.learned().columns();
        int all = preparation.columns().size() + learned.size();
        int found = table.columns().size();
        boolean isWithoutLast =
                found == all - learned.size()
                        && learned.stream().noneMatch(table.columns()::contains);
        if (!table.isNamed() && found != all && !isWithoutLast) {
            throw new DataException(
                    Text.of(
                            "%s has %s without names, but the model was trained on %d; give them all in the same order, or a first row that names them",
                            table.name(), NumberText.counted(found, "column"), all));
        }
        return preparation;
    }

    private Preparation byPosition(Model model, Table table) {
        requireThere(table);
        Preparation preparation = NumberTable.preparation(table, learned(model.meaning()));
        if (preparation.width() != model.network().input().size()) {
            throw new DataException(
                    Text.of(
                            "%s has %s of inputs, but the model takes %s; name a column that was learned with --target",
                            table.name(),
                            NumberText.counted(preparation.width(), "column"),
                            model.network().inputText()));
        }
        notes.accept(
                Text.of(
                        "the model knows no column names; it takes %s from %s in this order: %s",
                        NumberText.counted(preparation.width(), "input"),
                        table.name().substring(table.name().lastIndexOf(File.separatorChar) + 1),
                        Text.listed(preparation.inputs(), LISTED)));
        return preparation;
    }

    /** Refuses columns that are not there, which would be ignored. */
    private void requireThere(Table table) {
        for (String column : learned.columns()) {
            if (!table.columns().contains(column)) {
                throw new DataException(
                        "%s has no column '%s' to take for what was learned; its columns are %s"
                                .formatted(
                                        table.name(),
                                        column,
                                        Text.listed(table.columns(), LISTED)));
            }
        }
    }

    private Learned learned(Meaning meaning) {
        List<String> columns = learned.columns();
        if (columns.size() > 1 && meaning.target() instanceof Target.Classes) {
            throw new IllegalArgumentException(
                    "the model tells classes apart, which one column holds, got %s; name one with --target, and leave others out of the table"
                            .formatted(String.join(", ", columns)));
        }
        return switch (meaning.target()) {
            case Target.Classes(int count) ->
                    new Learned.Classes(
                            columns.isEmpty() ? "" : columns.getFirst(),
                            IntStream.range(0, count).mapToObj(meaning::output).toList());
            case Target.Values _ ->
                    new Learned.Values(
                            columns.stream()
                                    .map(column -> new Learned.Value(column, 0, 1))
                                    .toList());
        };
    }
}
