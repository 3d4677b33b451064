package dev.gradus.studio;

import dev.gradus.run.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run that was trained and changed nine times while it was: scaled, held, released, given another
 * schedule, stretched, appended to and cooled down. Its record was written by the trainer.
 */
public final class Recorded {
    private Recorded() {}

    /** Copies the run into a folder of runs, under a name. */
    public static Run in(Path runs, String name) {
        Path folder = runs.resolve(name);
        try {
            Files.createDirectories(folder);
            for (String file : new String[] {"configuration.json", "events.jsonl"}) {
                try (InputStream from = Recorded.class.getResourceAsStream("changed/" + file)) {
                    Files.copy(from, folder.resolve(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Run.open(folder);
    }
}
