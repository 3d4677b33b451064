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

    /** {@return the file that a path leads to; empty if there is none} */
    public static Optional<FileIdentity> find(Path path) {
        try {
            return Optional.of(of(path));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    public boolean isUnchanged() {
        return isOf(path);
    }

    /** {@return whether another path leads to this file; to any file, if the system has no keys} */
    public boolean isOf(Path other) {
        return find(other).filter(found -> found.key.equals(key)).isPresent();
    }

    private static Optional<Object> keyOf(Path path) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey());
    }
}
