package dev.gradus.studio.record;

import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the studio keeps what is its own: {@code .studio} in the folder of runs. It may lie on a
 * disk that others write to, so a link in its place is not followed.
 */
public final class OwnFolder {
    private static final String NAME = ".studio";

    private OwnFolder() {}

    /** Returns the place of a file or folder in it, which need not exist. */
    public static Path in(Path runs, String name) {
        return runs.resolve(NAME).resolve(name);
    }

    /**
     * Creates a folder in it.
     *
     * @throws RunException if it cannot be created, or a link or a file is in its place
     */
    public static Path create(Path runs, String name) {
        Path folder = in(runs, name);
        RunFile.requireFolder(runs.resolve(NAME));
        RunFile.requireFolder(folder);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot write", folder, e), e);
        }
    }
}
