package dev.gradus.cli.input;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.data.image.ImagesToPredict;
import dev.gradus.model.Model;
import dev.gradus.nn.tensor.Batch;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The input of a model, to predict or to be measured on. */
public interface ModelInput {
    String MNIST = "mnist";

    /** What can be given. */
    String FORMS =
            "a table, - for a table on standard input, images:FOLDER, a NumPy file, a folder of IDX files, or mnist";

    /** Takes rows in their order. */
    interface RowReader {
        /** Takes the inputs of a row, which it copies. */
        void row(float[] inputs);

        /** Takes the reason why a row cannot be predicted. */
        void fault(String why);

        /** Takes the file that the next row is, before the row, where each row is a file. */
        default void file(Path file) {}
    }

    /**
     * Returns examples whose answers are known.
     *
     * @throws DataException if they do not exist or cannot be read
     */
    Dataset examples(Model model);

    /** Returns whether each row is a file of its own. */
    default boolean isOfFiles() {
        return false;
    }

    /**
     * Reads all rows.
     *
     * @throws DataException if they cannot be read
     */
    void read(Model model, RowReader reader);

    /**
     * Finds an input by the name that a user gives: {@code mnist}, a folder of IDX files, a table,
     * or {@code -} for a table on standard input.
     *
     * @param model takes the input
     * @param learned the columns of a table that are not inputs
     * @param notes takes notes on how the input is read
     * @throws DataException if there is nothing of this name
     * @throws IllegalArgumentException if the input does not use one of the options
     */
    static ModelInput of(
            Model model,
            String name,
            LearnedColumns learned,
            Surroundings surroundings,
            Consumer<String> notes) {
        DataForm form = form(model, name, surroundings);
        learned.requireFitting(form, name);
        if (name.equals("-")) {
            return Piped.table(learned, surroundings, notes);
        }
        Path path = surroundings.path(name);
        return switch (form) {
            case DIGITS -> new Examples(surroundings.digits().get().test());
            case FOLDER -> new Examples(IdxFolder.read(path, name).test());
            case IMAGES ->
                    new ImagesInput(
                            surroundings.path(images(name)), learned.format().onBadRow(), notes);
            case ARCHIVE, ARRAYS, ARRAY_TABLE ->
                    new ArraysInput(
                            path,
                            Optional.ofNullable(learned.labels).map(surroundings::path),
                            learned,
                            notes);
            case SEPARATED, JSON_LINES, PARQUET, DATABASE -> {
                TableDoor.requireThere(name, FORMS, surroundings);
                yield table(name, learned, surroundings, notes);
            }
        };
    }

    /** Returns the folder or the file of images. */
    private static String images(String name) {
        return name.startsWith(TableDoor.IMAGES) ? name.substring(TableDoor.IMAGES.length()) : name;
    }

    private static DataForm form(Model model, String name, Surroundings surroundings) {
        if (name.equals("-")) {
            return DataForm.SEPARATED;
        }
        boolean isImage = ImagesToPredict.isImage(surroundings.path(name));
        DataForm form = isImage ? DataForm.IMAGES : DataForm.of(name, surroundings);
        return form == DataForm.ARRAY_TABLE && model.meaning().preparation().isEmpty()
                ? DataForm.ARRAYS
                : form;
    }

    private static TableInput table(
            String name,
            LearnedColumns learned,
            Surroundings surroundings,
            Consumer<String> notes) {
        return new TableInput(
                () -> TableDoor.open(name, learned.recipe(), learned.format(), surroundings),
                learned,
                notes);
    }

    /** A data set; its test part is used, which the model has not seen. */
    record Examples(Dataset data) implements ModelInput {
        @Override
        public Dataset examples(Model model) {
            return data;
        }

        @Override
        public void read(Model model, RowReader reader) {
            if (data.input().size() != model.network().input().size()) {
                throw new DataException(
                        "%s has inputs of %s, but the model takes %s"
                                .formatted(data.name(), data.input(), model.network().inputText()));
            }
            var batch = new Batch(1, data.input().size(), data.target());
            for (int example = 0; example < data.size(); example++) {
                DatasetView.copy(data, example, batch, 0);
                reader.row(batch.inputs());
            }
        }
    }
}
