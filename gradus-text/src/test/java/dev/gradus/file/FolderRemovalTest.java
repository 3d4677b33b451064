package dev.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    void aFolderThatIsNotThereIsAFault() {
        assertThatThrownBy(() -> FolderRemoval.remove(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
