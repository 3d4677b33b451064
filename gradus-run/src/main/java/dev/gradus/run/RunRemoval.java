package dev.gradus.run;

import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes the folder of a run, or of a {@link RunGroup}: it is renamed first, and what has that
 * name is neither.
 */
final class RunRemoval {
    /** No run's name begins with a dot. */
    private static final String REMOVED = ".removed-";

    private RunRemoval() {}

    static boolean isRemoved(Path folder) {
        return String.valueOf(folder.getFileName()).startsWith(REMOVED);
    }

    static void remove(Path run) {
        Path folder = run.toAbsolutePath().normalize();
        Path removed = folder.resolveSibling(REMOVED + folder.getFileName());
        try {
            delete(removed); // what a removal left that was interrupted
            try (RunLock _ = lock(folder)) {
                Files.move(folder, removed);
            }
            delete(removed);
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot remove", folder, e), e);
        }
    }

    private static RunLock lock(Path folder) {
        Optional<RunGroup> group = RunGroup.of(folder);
        group.ifPresent(each -> each.requireIdle(folder));
        return group.map(each -> each.lock(folder)).orElseGet(() -> RunLock.take(folder));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException fault) throws IOException {
                        if (fault != null) {
                            throw fault;
                        }
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
