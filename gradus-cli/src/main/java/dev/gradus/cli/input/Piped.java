package dev.gradus.cli.input;

import dev.gradus.cli.syntax.StandardInput;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.model.Model;
import java.util.function.Consumer;

/**
 * A table on standard input, which is read from a file that the user does not know: sentences name
 * standard input instead.
 *
 * @param table reads the file
 * @param file its path, as sentences name it
 */
record Piped(ModelInput table, String file) implements ModelInput {
    private static final String NAME = "standard input";

    static ModelInput table(
            LearnedColumns learned, Surroundings surroundings, Consumer<String> notes) {
        String file = StandardInput.file(surroundings.in()).toString();
        return new Piped(
                new TableInput(
                        () ->
                                TableDoor.open(
                                        file, learned.recipe(), learned.format(), surroundings),
                        learned,
                        sentence -> notes.accept(sentence.replace(file, NAME))),
                file);
    }

    @Override
    public Dataset examples(Model model) {
        try {
            return new Examples(table.examples(model), file);
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

    /** The rows, each said to be on standard input. */
    private record Examples(Dataset source, String file) implements DatasetView.Unchanged {
        @Override
        public String name() {
            return source.name().replace(file, NAME);
        }

        @Override
        public String place(int example) {
            return source.place(example).replace(file, NAME);
        }

        @Override
        public boolean isThreadSafe() {
            return source.isThreadSafe();
        }
    }
}
