package dev.gradus.cli;

import dev.gradus.data.CsvDataset;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.IdxDataset;
import dev.gradus.data.Parts;
import dev.gradus.digits.Mnist;
import dev.gradus.text.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Data to train on.
 *
 * @param train what is learned from, and validation is held out of
 * @param test what is measured once, at the end; its reading may still be under way
 */
record TrainingData(Dataset train, Optional<Dataset> test) {
    private static final String MNIST = "mnist";

    /**
     * Reads data as a user names them: {@code mnist}, a folder of IDX files, or a CSV file.
     *
     * @throws IllegalArgumentException if there is nothing of this name
     * @throws DataException if it cannot be read
     */
    static TrainingData read(String name, TrainOptions options, Surroundings surroundings) {
        if (name.equals(MNIST)) {
            requireNoColumns(name, options);
            Mnist mnist = surroundings.digits().get();
            return new TrainingData(mnist.train(), Optional.of(mnist.test()));
        }
        Path path = surroundings.path(name);
        if (Files.isDirectory(path)) {
            requireNoColumns(name, options);
            Parts parts = IdxDataset.readFolder(path);
            return new TrainingData(parts.train(), Optional.of(parts.test()));
        }
        if (Files.isRegularFile(path)) {
            return new TrainingData(csv(path, options), Optional.empty());
        }
        throw new DataException(
                Suggestions.nearest(name, List.of(MNIST))
                        .map(near ->
                                "there is no data '%s'; did you mean '%s'?".formatted(name, near))
                        .orElse(
                                "there is no file or folder '%s'; give mnist, a folder of IDX files or a CSV file"
                                        .formatted(name)));
    }

    private static Dataset csv(Path path, TrainOptions options) {
        if ((options.label == null) == options.target.isEmpty()) {
            throw new IllegalArgumentException(
                    "a CSV file needs --label COLUMN (a class to learn) or --target COLUMN (values to"
                            + " learn), one of the two");
        }
        return options.label != null
                ? CsvDataset.ofLabels(path, options.label)
                : CsvDataset.ofValues(path, options.target);
    }

    private static void requireNoColumns(String name, TrainOptions options) {
        if (options.label != null || !options.target.isEmpty()) {
            throw new IllegalArgumentException(
                    "--label and --target name columns of a CSV file; '%s' has none"
                            .formatted(name));
        }
    }
}
