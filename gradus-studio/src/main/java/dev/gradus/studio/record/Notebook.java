package dev.gradus.studio.record;

import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.file.ConfigurationText;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What people write about runs: a note and tags. Each run has a file in {@code .studio/notes} of
 * the folder of runs, outside the run folders, which stay unchanged.
 */
public final class Notebook {
    private static final int LARGEST = 1 << 16;
    private static final int LONGEST_NOTE = 10_000;
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 40;

    private static final String NOTES = "notes";

    /** When the run was created; notes of earlier versions do not say so. */
    private static final String CREATED = "created";

    private final Path runs;
    private final Path folder;

    /** A notebook of the runs in a folder. */
    public Notebook(Path runs) {
        this.runs = runs;
        this.folder = OwnFolder.in(runs, NOTES);
    }

    /**
     * What is written about a run.
     *
     * @param note free text, up to 10,000 characters
     * @param tags up to 20 words or phrases of up to 40 characters
     */
    public record Entry(String note, List<String> tags) {
        /** An empty note. */
        public static final Entry NONE = new Entry("", List.of());

        /** Checks the lengths. */
        public Entry {
            tags = tags.stream().map(String::strip).filter(tag -> !tag.isEmpty()).toList();
            if (note.length() > LONGEST_NOTE) {
                throw new IllegalArgumentException(
                        Text.of(
                                "a note has at most %,d characters; got %,d",
                                LONGEST_NOTE, note.length()));
            }
            if (tags.size() > MOST_TAGS
                    || tags.stream().anyMatch(tag -> tag.length() > LONGEST_TAG)) {
                throw new IllegalArgumentException(
                        Text.of(
                                "a run has at most %d tags of at most %d characters each",
                                MOST_TAGS, LONGEST_TAG));
            }
        }
    }

    /**
     * Reads what is written about a run, and not about one that had its name before.
     *
     * @throws RunException if it cannot be read
     */
    public Entry read(Run run) {
        Path file = file(run.id());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Entry.NONE;
        }
        Map<String, Object> values =
                ConfigurationText.read(RunFile.read(file, LARGEST), file.toString()).values();
        String created = run.created().toString();
        if (!values.getOrDefault(CREATED, created).equals(created)) {
            return Entry.NONE;
        }
        String note = values.get("note") instanceof String text ? text : "";
        List<String> tags =
                values.get("tags") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of();
        return new Entry(note, tags);
    }

    /**
     * Writes what people note about a run.
     *
     * @throws RunException if it cannot be written
     */
    public void write(Run run, Entry entry) {
        Path file = file(run.id());
        OwnFolder.create(runs, NOTES);
        RunFile.replace(
                file,
                ConfigurationText.write(
                                new Configuration(
                                        Map.of(
                                                "note",
                                                entry.note(),
                                                "tags",
                                                entry.tags(),
                                                CREATED,
                                                run.created().toString())))
                        + '\n');
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }
}
