package dev.gradus.studio.process;

import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that was started.
 *
 * @param what its purpose, in a few words
 * @param process the process
 * @param output what it prints
 */
public record Started(String what, Process process, Path output) {
    private static final int MOST_OUTPUT = 1 << 24;
    private static final int LAST_LINES = 12;

    /** Returns whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns its exit code; 0 means success. */
    public int code() {
        return process.exitValue();
    }

    /** Waits for its end; returns whether it has ended. */
    public boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Returns everything that it printed. */
    public String printed() {
        try {
            return RunFile.read(output, MOST_OUTPUT);
        } catch (RunException unreadable) {
            return String.valueOf(unreadable.getMessage());
        }
    }

    /** Returns its last lines. */
    public String lastWords() {
        List<String> lines = printed().lines().toList();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
