package dev.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderRemovalTest {
    @TempDir private Path folder;

    @Test
    void removesAllThatIsInAFolderButNothingThatIsLinkedThere() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "kept");
        Path removed = folder.resolve("removed");
        Files.createDirectories(removed.resolve("deep").resolve("deeper"));
        Files.writeString(removed.resolve("deep").resolve("file"), "removed");
        Files.createSymbolicLink(removed.resolve("link"), kept);

        FolderRemoval.remove(removed);

        assertThat(removed).doesNotExist();
        assertThat(kept.resolve("file")).hasContent("kept");
    }

    @Test
    void severalMayRemoveTheSameFolderAtOnce() throws Exception {
        for (int trial = 0; trial < 20; trial++) {
            Path shared = folder.resolve("shared" + trial);
            for (int i = 0; i < 20; i++) {
                Path deep = Files.createDirectories(shared.resolve("deep" + i));
                for (int k = 0; k < 10; k++) {
                    Files.createFile(deep.resolve("file" + k));
                }
            }
            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Callable<Path>> both =
                        Collections.nCopies(
                                2,
                                () -> {
                                    try {
                                        FolderRemoval.remove(shared);
                                    } catch (NoSuchFileException gone) {
                                        assertThat(gone).hasMessage(shared.toString());
                                    }
                                    return shared;
                                });
                for (var each : threads.invokeAll(both)) {
                    assertThat(each.get()).doesNotExist();
                }
            }
        }
    }

    @Test
    void aFolderThatIsNotThereIsAFault() {
        assertThatThrownBy(() -> FolderRemoval.remove(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
