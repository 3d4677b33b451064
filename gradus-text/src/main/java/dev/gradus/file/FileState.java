package dev.gradus.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file was at some time, by which a later change of it is noticed.
 *
 * @param file the file
 * @param size its bytes
 * @param written when it was written last
 * @param key tells it from a file that was put in its place; null where the file system has none
 */
public record FileState(Path file, long size, FileTime written, @Nullable Object key) {
    /**
     * Looks at a file.
     *
     * @param file the file
     * @return what it is now
     * @throws IOException if there is no such file
     */
    public static FileState of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileState(file, now.size(), now.lastModifiedTime(), now.fileKey());
    }

    /**
     * {@return how the file has changed since, in a few words; empty if it has not}
     *
     * @throws IOException if it is there no more
     */
    public Optional<String> change() throws IOException {
        FileState now = of(file);
        if (now.equals(this)) {
            return Optional.empty();
        }
        return Optional.of(
                now.size == size
                        ? "it was written anew"
                        : String.format(
                                Locale.ROOT, "it had %,d bytes and has %,d now", size, now.size));
    }
}
