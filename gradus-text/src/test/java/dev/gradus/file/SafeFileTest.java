package dev.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void anOldFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "old");
    }

    @Test
    void replacesAFileOnceItIsWhole() throws IOException {
        SafeFile.replace(
                file,
                out -> {
                    out.write(NEW);
                    assertThat(file).hasContent("old");
                });

        assertThat(file).hasContent("new");
        nothingIsBesideIt();
    }

    @Test
    void removesFilesThatCarryTheNumberOfAnEndedProcess() throws IOException {
        List<String> kept =
                List.of(
                        "in-" + ProcessHandle.current().pid() + "-1.csv",
                        "in-1.csv",
                        "other-999999999999-1.csv",
                        "file");
        for (String name : kept) {
            Files.writeString(folder.resolve(name), "kept");
        }
        Files.createFile(folder.resolve("in-999999999999-1.csv")); // no process has this number

        SafeFile.removeAbandoned(folder, Pattern.compile("in-([0-9]{1,18})-.*"));

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(each -> String.valueOf(each.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(kept);
        }
    }

    @Test
    void removesWhatKilledProcessesLeftOfTheSameFileAndNothingElse() throws IOException {
        long ended = 999_999_999_999L; // no process has this number on any system
        long alive = ProcessHandle.current().parent().orElseThrow().pid();
        List<String> others =
                List.of(
                        "file.tmp-" + alive,
                        "file.tmp-",
                        "file.tmp-x1",
                        "file2.tmp-" + ended,
                        "a.file.tmp-" + ended);
        for (String other : others) {
            Files.writeString(folder.resolve(other), other);
        }
        Path left = Files.writeString(folder.resolve("file.tmp-" + ended), "half of");

        SafeFile.replace(file, out -> out.write(NEW));

        assertThat(left).doesNotExist();
        assertThat(file).hasContent("new");
        for (String other : others) {
            assertThat(folder.resolve(other)).hasContent(other);
        }
    }

    @Test
    void removesThemAlsoWhereTheNewFileIsChecked() throws IOException {
        Path left = Files.writeString(folder.resolve("file.tmp-999999999999"), "half of");

        SafeFile.replace(
                file,
                channel -> channel.write(ByteBuffer.wrap(NEW)),
                written -> assertThat(written).hasContent("new"));

        assertThat(left).doesNotExist();
        assertThat(file).hasContent("new");
    }

    @Test
    void leavesTheFileAsItWasWhereWritingFails() throws IOException {
        assertThatThrownBy(() ->
                        SafeFile.replace(
                                file,
                                out -> {
                                    out.write(NEW);
                                    throw new IOException("the disk is full");
                                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");

        assertThat(file).hasContent("old");
        nothingIsBesideIt();
    }

    @Test
    void leavesTheFileAsItWasWhereTheCheckFails() throws IOException {
        assertThatThrownBy(() ->
                        SafeFile.replace(
                                file,
                                SafeFile.beside(file),
                                channel -> channel.write(ByteBuffer.wrap(NEW)),
                                written -> {
                                    assertThat(written).hasContent("new");
                                    throw new IOException("it differs");
                                }))
                .isInstanceOf(IOException.class)
                .hasMessage("it differs");

        assertThat(file).hasContent("old");
        nothingIsBesideIt();
    }

    @Test
    void replacesALinkAndNotWhatItLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        SafeFile.replace(link, out -> out.write(NEW));

        assertThat(link).isRegularFile().hasContent("new");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(file).hasContent("old");
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no devices among its files")
    @Test
    void refusesADevice() {
        assertThatThrownBy(() -> SafeFile.replace(Path.of("/dev/null"), out -> out.write(NEW)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("only a file can be written atomically");
    }

    private void nothingIsBesideIt() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
