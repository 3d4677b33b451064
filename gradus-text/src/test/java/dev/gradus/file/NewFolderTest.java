package dev.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {
    @TempDir private Path temporary;

    private static void fill(Path folder) throws IOException {
        Files.writeString(folder.resolve("first"), "1");
    }

    @Test
    void aFolderIsCreatedWithWhatItIsInAndItsFirstFiles() throws IOException {
        Path folder = temporary.resolve("runs/all");

        NewFolder.create(folder, NewFolderTest::fill);

        assertThat(folder.resolve("first")).hasContent("1");
        try (var all = Files.list(folder.getParent())) {
            assertThat(all).containsExactly(folder);
        }
    }

    @Test
    void whereAFileCannotBeWrittenTheNameStaysFree() throws IOException {
        Path folder = temporary.resolve("all");
        var full = new IOException("No space left on device");

        assertThatThrownBy(() ->
                        NewFolder.create(
                                folder,
                                half -> {
                                    fill(half);
                                    throw full;
                                }))
                .isSameAs(full);

        assertThat(temporary).isEmptyDirectory();
        NewFolder.create(folder, NewFolderTest::fill);
        assertThat(folder.resolve("first")).exists();
    }

    @Test
    void ofTwoThatCreateItAtATimeTheSecondIsRefusedAndLeavesTheFirst() throws IOException {
        Path folder = temporary.resolve("all");

        assertThatThrownBy(() ->
                        NewFolder.create(
                                folder,
                                half -> {
                                    fill(half);
                                    Files.writeString(
                                            Files.createDirectory(folder).resolve("other"), "2");
                                }))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(folder.toString());
        assertThatThrownBy(() -> NewFolder.create(folder, NewFolderTest::fill))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(folder.resolve("other")).hasContent("2");
        try (var all = Files.list(temporary)) {
            assertThat(all).containsExactly(folder);
        }
    }
}
