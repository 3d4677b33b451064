package dev.gradus.bench.rate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was trained and found so far, in a file, so that a study continues where it was ended. */
final class Results {
    private final Path file;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private Results(Path file) {
        this.file = file;
    }

    /** Returns the results of a file, which begins with its heading if it is new. */
    static Results in(Path file) {
        var results = new Results(file);
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, Row.HEADER + "\n");
            }
            String text = Files.readString(file);
            text.lines().map(Row::read).flatMap(Optional::stream).forEach(results::keep);
            if (!text.endsWith("\n")) {
                Files.writeString(file, "\n", StandardOpenOption.APPEND);
            }
            return results;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    private void keep(Row row) {
        rows.put(row.key(), row);
    }

    synchronized Collection<Row> rows() {
        return List.copyOf(rows.values());
    }

    synchronized Optional<Row> find(String task, String what, long seed) {
        return Optional.ofNullable(rows.get(Row.key(task, what, seed)));
    }

    synchronized void add(List<Row> found) {
        found.forEach(this::keep);
        try {
            Files.write(file, found.stream().map(Row::line).toList(), StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }
}
