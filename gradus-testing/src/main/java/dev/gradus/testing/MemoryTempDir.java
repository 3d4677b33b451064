package dev.gradus.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Creates the temporary folders of tests in memory, where forcing a file to the disk takes no time:
 * a checkpoint is forced twice, and tests save thousands. Slow tests, which may write gigabytes,
 * integration tests, which start programs from there, and systems without room in memory get the
 * usual folder. That files are forced at all, and in which order, is tested with a file system that
 * watches.
 */
public final class MemoryTempDir implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 4L << 30;

    /** Creates the factory, which JUnit finds by its name. */
    public MemoryTempDir() {}

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
            throws IOException {
        boolean isSmall =
                !test.getTags().contains("slow")
                        && !test.getRequiredTestClass().getSimpleName().endsWith("IT");
        return isSmall && hasRoom()
                ? Files.createTempDirectory(MEMORY, "gradus-test-")
                : Files.createTempDirectory("gradus-test-");
    }

    private static boolean hasRoom() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
    }
}
