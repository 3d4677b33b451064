package dev.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateTest {
    @TempDir private Path folder;

    @Test
    void tellsHowAFileHasChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "12345");
        FileState state = FileState.of(file);
        assertThat(state.change()).isEmpty();

        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(state.change()).contains("it was written anew");

        Files.writeString(file, "123456");
        assertThat(state.change()).contains("it had 5 bytes and has 6 now");

        Files.delete(file);
        assertThatThrownBy(state::change).isInstanceOf(NoSuchFileException.class);
    }
}
