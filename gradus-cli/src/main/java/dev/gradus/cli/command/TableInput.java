package dev.gradus.cli.command;

import dev.gradus.data.CsvDataset;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.data.TableFormat;
import dev.gradus.model.Model;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Preparer;
import dev.gradus.prepare.UnreadableFieldException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A table. A model that was trained on one prepares the rows as it did then, its columns found by
 * their names; for any other model the columns are the inputs in the order of training, but for
 * those that were learned.
 *
 * @param file where it is
 * @param learned the columns that are no inputs
 */
record TableInput(Path file, LearnedColumns learned) implements ModelInput {
    @Override
    public Dataset examples(Model model) {
        Optional<Preparation> preparation = model.meaning().preparation();
        if (preparation.isPresent()) {
            requireSameColumns(preparation.get());
            return PreparedTable.further(table(), preparation.get()).data();
        }
        if ((learned.label == null) == learned.targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "a CSV file needs --label COLUMN (the class that was learned) or --target COLUMN (the values),"
                            + " one of the two");
        }
        Dataset data =
                learned.label == null
                        ? CsvDataset.ofValues(file, learned.targets)
                        : CsvDataset.ofLabels(file, learned.label);
        requireSameClasses(data, model.meaning().outputs());
        return data;
    }

    /** Classes are numbered by their names, so other names would be other numbers. */
    private static void requireSameClasses(Dataset data, List<String> names) {
        if (data.target() instanceof Target.Classes && !data.classNames().equals(names)) {
            throw new DataException(
                    "%s has the classes %s, and the model was trained for %s; they are numbered by their names, so all must be there"
                            .formatted(
                                    data.name(),
                                    data.classNames(),
                                    names.isEmpty() ? "numbers" : names));
        }
    }

    @Override
    public void read(Model model, RowReader reader) {
        model.meaning()
                .preparation()
                .ifPresentOrElse(
                        preparation -> readPrepared(preparation, reader),
                        () -> readNumbers(model, reader));
    }

    private void readPrepared(Preparation preparation, RowReader reader) {
        requireSameColumns(preparation);
        Table table = table();
        Preparer preparer = preparer(preparation, table);
        float[] inputs = new float[preparation.width()];
        table.forEach(row -> {
            try {
                preparer.inputs(row.fields(), inputs, 0);
                reader.row(inputs);
            } catch (UnreadableFieldException fault) {
                reader.fault(table.place(row) + ": " + fault.getMessage());
            }
        });
    }

    /** The model says itself which columns it learned; another word for them would be ignored. */
    private void requireSameColumns(Preparation preparation) {
        List<String> known = preparation.learned().columns();
        List<String> named = learned.label == null ? learned.targets : List.of(learned.label);
        if (!named.isEmpty() && !known.containsAll(named)) {
            throw new IllegalArgumentException(
                    "the model learned %s, not %s; leave --label and --target out, for it knows its columns"
                            .formatted(String.join(", ", known), String.join(", ", named)));
        }
    }

    private static Preparer preparer(Preparation preparation, Table table) {
        try {
            return preparation.reading(table.columns());
        } catch (IllegalArgumentException fault) {
            throw new DataException(table.name() + ": " + fault.getMessage(), fault);
        }
    }

    private Table table() {
        return Table.of(file, TableFormat.usual());
    }

    private void readNumbers(Model model, RowReader reader) {
        Dataset rows =
                CsvDataset.ofInputs(
                        file, learned.label == null ? "" : learned.label, learned.targets);
        if (rows.input().size() != model.network().input().size()) {
            throw new DataException(
                    "%s has %d columns of inputs, and the model takes %s; name a column that was learned by --label or --target"
                            .formatted(file, rows.input().size(), model.network().inputText()));
        }
        new Examples(rows).read(model, reader);
    }
}
