package dev.gradus.run.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Tells whether a name still belongs to the file it belonged to, which an open file continues
 * without noticing: it may have been removed, or another put in its place.
 *
 * @param path the name
 * @param key what the system calls the file; empty where it has no such thing
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

    private static Optional<Object> keyOf(Path path) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey());
    }
}
