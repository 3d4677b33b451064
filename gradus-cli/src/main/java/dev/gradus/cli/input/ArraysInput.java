package dev.gradus.cli.input;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.numpy.NumpyDataset;
import dev.gradus.data.numpy.NumpyTable;
import dev.gradus.model.Model;
import dev.gradus.nn.tensor.Target;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * NumPy arrays; rows of a table, if the model was trained on one.
 *
 * @param file an {@code .npy} or {@code .npz} file
 * @param labels the {@code .npy} file with the targets, if they are in a separate file
 * @param learned the columns of a table that are not inputs
 * @param notes takes notes on how it is read
 */
public record ArraysInput(
        Path file, Optional<Path> labels, LearnedColumns learned, Consumer<String> notes)
        implements ModelInput {
    @Override
    public Dataset examples(Model model) {
        if (isTable(model)) {
            return table().examples(model);
        }
        int classes = model.meaning().target() instanceof Target.Classes(int count) ? count : 0;
        if (TableDoor.endsIn(file.toString(), ".npz")) {
            NumpyDataset.Archive archive = NumpyDataset.read(file, classes);
            return noted(archive.test().orElse(archive.train()));
        }
        return labels.map(targets -> noted(NumpyDataset.read(file, targets, classes)))
                .orElseThrow(() ->
                        new DataException(
                                file
                                        + " has only inputs; give their targets with --labels FILE.npy"));
    }

    private Dataset noted(Dataset data) {
        if (data instanceof NumpyDataset arrays) {
            arrays.notes().forEach(notes);
        }
        return data;
    }

    @Override
    public void read(Model model, RowReader reader) {
        if (labels.isPresent()) {
            throw new IllegalArgumentException(
                    "--labels names the targets, which only evaluate uses; leave it out");
        }
        if (isTable(model)) {
            table().read(model, reader);
        } else {
            new Examples(noted(NumpyDataset.inputs(file))).read(model, reader);
        }
    }

    private boolean isTable(Model model) {
        return model.meaning().preparation().isPresent()
                && TableDoor.endsIn(file.toString(), ".npy");
    }

    private TableInput table() {
        return new TableInput(
                () -> NumpyTable.of(file, learned.format().onBadRow()), learned, notes);
    }
}
