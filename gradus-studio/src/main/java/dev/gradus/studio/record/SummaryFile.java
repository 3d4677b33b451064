package dev.gradus.studio.record;

import dev.gradus.run.file.ConfigurationText;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the lines of runs whose records do not change any more, so that they need not be read when
 * the studio starts again: {@code .studio/index.json} in the folder of runs. A line is valid as
 * long as the record has the same size and time. Without the file, everything is read again.
 */
final class SummaryFile {
    private static final int LARGEST = 1 << 26;
    private static final String FORM = "2";

    private final Path runs;
    private final Path file;
    private final Map<String, Map<?, ?>> kept = new LinkedHashMap<>();

    SummaryFile(Path runs) {
        this.runs = runs;
        this.file = OwnFolder.in(runs, "index.json");
        try {
            load();
        } catch (RunException damaged) {
            kept.clear(); // it holds nothing that the records do not say
        }
    }

    private void load() {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Map<String, Object> values =
                ConfigurationText.read(RunFile.read(file, LARGEST), file.toString()).values();
        if (FORM.equals(values.get("form")) && values.get("runs") instanceof Map<?, ?> runs) {
            runs.forEach((name, line) -> {
                if (line instanceof Map<?, ?> fields) {
                    kept.put(String.valueOf(name), fields);
                }
            });
        }
    }

    /** Returns the line of a run, if its record is as it was when the line was written. */
    Optional<RunSummary> find(String name, long size, long modified) {
        Map<?, ?> line = kept.get(name);
        return line != null
                        && Long.valueOf(size).equals(line.get("size"))
                        && Long.valueOf(modified).equals(line.get("modified"))
                ? readable(name, line)
                : Optional.empty();
    }

    /** A line with words of another version is made again from the record. */
    private static Optional<RunSummary> readable(String name, Map<?, ?> line) {
        try {
            return Optional.of(SummaryFields.read(name, line));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    void put(RunSummary summary, long size, long modified) {
        Map<String, Object> line = SummaryFields.write(summary);
        line.put("size", size);
        line.put("modified", modified);
        kept.put(summary.name(), line);
    }

    /** Forgets the runs that are no longer there. */
    void keepOnly(Collection<String> names) {
        kept.keySet().retainAll(names);
    }

    /**
     * Writes the file.
     *
     * @throws RunException if it cannot be written
     */
    void save() {
        OwnFolder.create(runs, "notes");
        RunFile.replace(
                file,
                ConfigurationText.write(new Configuration(Map.of("form", FORM, "runs", kept)))
                        + '\n');
    }
}
