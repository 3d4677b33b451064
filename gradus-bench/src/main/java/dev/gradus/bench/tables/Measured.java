package dev.gradus.bench.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores by what was trained and how, kept in a file so that a study continues where it ended. */
final class Measured {
    private final @Nullable Path file;
    private final Map<String, Double> scores = new HashMap<>();
    private boolean endsWithinALine;

    private Measured(@Nullable Path file) {
        this.file = file;
    }

    /** Returns the scores of a file, which may not exist yet; of no file none, and none is kept. */
    static Measured in(@Nullable Path file) {
        var measured = new Measured(file);
        if (file != null && Files.exists(file)) {
            try {
                String text = Files.readString(file);
                text.lines().forEach(measured::read);
                measured.endsWithinALine = !text.isEmpty() && !text.endsWith("\n");
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot read " + file, failure);
            }
        }
        return measured;
    }

    private void read(String line) {
        int end = line.lastIndexOf('\t');
        if (end > 0) { // the last line of a process that was ended may be torn
            scores.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
        }
    }

    synchronized Optional<Double> find(String key) {
        return Optional.ofNullable(scores.get(key));
    }

    synchronized void add(String key, double score) {
        scores.put(key, score);
        if (file != null) {
            try {
                Files.write(
                        file,
                        List.of((endsWithinALine ? "\n" : "") + key + "\t" + score),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                endsWithinALine = false;
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot write " + file, failure);
            }
        }
    }
}
