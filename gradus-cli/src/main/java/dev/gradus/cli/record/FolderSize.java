package dev.gradus.cli.record;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the bytes of the files in a folder. A run in training removes old checkpoints meanwhile:
 * what vanishes, or cannot be read, has none.
 */
final class FolderSize extends SimpleFileVisitor<Path> {
    private long bytes;

    private FolderSize() {}

    /** Returns the bytes of all files in a folder; 0 if it is not there. */
    static long of(Path folder) {
        var size = new FolderSize();
        try {
            Files.walkFileTree(folder, size);
        } catch (IOException unexpected) {
            return size.bytes; // each file's fault is passed over below
        }
        return size.bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        bytes += attributes.isRegularFile() ? attributes.size() : 0;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException fault) {
        return FileVisitResult.CONTINUE;
    }
}
