package dev.gradus.run.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Tells whether a path still leads to the same file. An open file does not notice if it is removed
 * or replaced.
 *
 * @param path the path
 * @param key the system's key of the file; empty if the system has none
 */
public record FileIdentity(Path path, Optional<Object> key) {
    public static FileIdentity of(Path path) throws IOException {
        return new FileIdentity(path, keyOf(path));
    }

    public boolean isUnchanged() {
        try {
            return key.equals(keyOf(path));
        } catch (IOException gone) {
            return false;
        }
    }

    /** Returns whether the folder is there that the path leads to. */
    public boolean isInFolder() {
        Path folder = path.toAbsolutePath().getParent();
        return folder != null && Files.isDirectory(folder);
    }

    private static Optional<Object> keyOf(Path path) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey());
    }
}
