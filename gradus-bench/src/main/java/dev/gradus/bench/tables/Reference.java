package dev.gradus.bench.tables;

import dev.gradus.number.Text;
import dev.gradus.run.file.ConfigurationText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table and what scikit-learn scores on it: accuracy or R², on average over the splits.
 *
 * @param name what its files begin with
 * @param target the column to learn
 * @param linear the score of logistic or ridge regression
 * @param perceptron the score of a perceptron with one hidden layer
 */
record Reference(String name, String target, double linear, double perceptron) {
    private static final String FILE = "reference.json";

    /** Reads the tables of a folder. */
    static List<Reference> read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Map<String, Object> tables =
                    ConfigurationText.read(Files.readString(file), file.toString()).values();
            return tables.entrySet().stream()
                    .map(table -> of(table.getKey(), (Map<?, ?>) table.getValue()))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    private static Reference of(String name, Map<?, ?> table) {
        return new Reference(
                name,
                String.valueOf(table.get("target")),
                score(table.get("linear")),
                score(table.get("mlp")));
    }

    private static double score(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Returns the better one of scikit-learn's two scores. */
    double better() {
        return Math.max(linear, perceptron);
    }

    Path training(Path folder, int split) {
        return folder.resolve(Text.of("%s.%d.train.csv", name, split));
    }

    Path test(Path folder, int split) {
        return folder.resolve(Text.of("%s.%d.test.csv", name, split));
    }

    /** Returns the numbers of the splits whose files are there. */
    List<Integer> splits(Path folder) {
        return IntStream.iterate(0, split -> Files.exists(training(folder, split)), i -> i + 1)
                .boxed()
                .toList();
    }
}
