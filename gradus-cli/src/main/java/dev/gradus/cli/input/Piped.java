package dev.gradus.cli.input;

import dev.gradus.cli.syntax.StandardInput;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.model.Model;

/**
 * A table on standard input, which is read from a file that the user does not know: sentences name
 * standard input instead.
 *
 * @param table reads the file
 * @param file its path, as sentences name it
 */
record Piped(ModelInput table, String file) implements ModelInput {
    private static final String NAME = "standard input";

    static ModelInput table(LearnedColumns learned, Surroundings surroundings) {
        String file = StandardInput.file(surroundings.in()).toString();
        return new Piped(
                new TableInput(
                        () ->
                                TableDoor.open(
                                        file, learned.recipe(), learned.format(), surroundings),
                        learned,
                        sentence -> surroundings.warn(sentence.replace(file, NAME))),
                file);
    }

    @Override
    public Dataset examples(Model model) {
        try {
            return table.examples(model);
        } catch (DataException fault) {
            throw renamed(fault);
        }
    }

    @Override
    public void read(Model model, RowReader reader) {
        var named =
                new RowReader() {
                    @Override
                    public void row(float[] inputs) {
                        reader.row(inputs);
                    }

                    @Override
                    public void fault(String why) {
                        reader.fault(why.replace(file, NAME));
                    }
                };
        try {
            table.read(model, named);
        } catch (DataException fault) {
            throw renamed(fault);
        }
    }

    private DataException renamed(DataException fault) {
        return new DataException(String.valueOf(fault.getMessage()).replace(file, NAME), fault);
    }
}
