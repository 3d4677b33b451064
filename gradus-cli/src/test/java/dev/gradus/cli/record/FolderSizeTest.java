package dev.gradus.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSizeTest {
    private static final int KEPT = 1000;
    private static final int WALKS = 3000;

    @Test
    void countsTheFilesThatStayWhileOthersComeAndGo(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("events.jsonl"), new byte[KEPT]);
        Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
        var isOver = new AtomicBoolean();
        var rotation = CompletableFuture.runAsync(() -> rotate(checkpoints, isOver));

        for (int walk = 0; walk < WALKS; walk++) {
            assertThat(FolderSize.of(folder)).isGreaterThanOrEqualTo(KEPT);
        }

        isOver.set(true);
        rotation.join();
        assertThat(FolderSize.of(folder)).isEqualTo(KEPT);
    }

    private static void rotate(Path folder, AtomicBoolean isOver) {
        try {
            while (!isOver.get()) {
                Path checkpoint = folder.resolve("step.checkpoint");
                Files.write(checkpoint, new byte[1]);
                Files.delete(checkpoint);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void isNothingForAFolderThatIsGone(@TempDir Path folder) {
        assertThat(FolderSize.of(folder.resolve("gone"))).isZero();
    }
}
