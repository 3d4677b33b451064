package dev.gradus.studio.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Tells whether a path still leads to the same file with the same contents. The system's key alone
 * does not: a new file may get that of a removed one, and one that is written over keeps its own.
 *
 * @param path the path
 * @param key the system's key of the file; empty if the system has none
 * @param created when it was created
 * @param modified when it was last written
 * @param size how many bytes it has
 */
record FileStamp(Path path, Optional<Object> key, FileTime created, FileTime modified, long size) {
    static FileStamp of(Path path) throws IOException {
        BasicFileAttributes seen =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileStamp(
                path,
                Optional.ofNullable(seen.fileKey()),
                seen.creationTime(),
                seen.lastModifiedTime(),
                seen.size());
    }

    boolean isUnchanged() {
        try {
            return of(path).equals(this);
        } catch (IOException gone) {
            return false;
        }
    }
}
