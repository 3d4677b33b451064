package dev.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileFaultTest {
    @TempDir Path folder;

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new AccessDeniedException("ro/x"), "permission denied"),
                arguments(new DirectoryNotEmptyException("ro/x"), "the folder is not empty"),
                arguments(
                        new FileSystemException("ro/x", null, "Read-only file system"),
                        "the file system is read-only"),
                arguments(
                        new FileSystemException("ro/x", null, "Disk quota exceeded"),
                        "your quota of the disk is used up"),
                arguments(
                        new FileSystemException("ro/x", null, "something else"), "something else"),
                arguments(new IOException("No space left on device"), "the disk is full"),
                arguments(
                        new FileNotFoundException("ro/x (Permission denied)"), "permission denied"),
                arguments(new MalformedInputException(1), "it is not UTF-8 text"),
                arguments(new EOFException(), "it ends too early"),
                arguments(
                        new UncheckedIOException(new AccessDeniedException("ro/x")),
                        "permission denied"),
                arguments(
                        new FileSystemException("ro/x"),
                        "the system gives no reason (FileSystemException)"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachKindOfFailureHasItsWords(Exception failure, String reason) {
        assertThat(FileFault.of("cannot write", Path.of("ro", "x"), failure))
                .isEqualTo("cannot write " + Path.of("ro", "x") + ": " + reason);
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("missing").resolve("file");

        assertThat(FileFault.of("cannot write", file, failureOf(() -> Files.writeString(file, ""))))
                .isEqualTo(
                        "cannot write %s: there is no folder %s".formatted(file, file.getParent()));
    }

    @Test
    void aMissingFileInAFolderIsJustMissing() {
        Path file = folder.resolve("missing");

        assertThat(FileFault.reason(file, failureOf(() -> Files.readString(file))))
                .isEqualTo("there is no such file or folder");
    }

    @Test
    void aFolderInPlaceOfAFileIsOne() {
        Exception failure = failureOf(() -> Files.writeString(folder, ""));

        assertThat(FileFault.reason(folder, failure)).isEqualTo("it is a folder, not a file");
    }

    @Test
    void aFileInPlaceOfAFolderOnTheWayIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path wanted = file.resolve("runs").resolve("first");

        assertThat(FileFault.reason(wanted, failureOf(() -> Files.createDirectories(wanted))))
                .isIn(
                        "a part of the path is a file, not a folder (%s)"
                                .formatted(file.resolve("runs")),
                        "a file of this name is there already (%s)".formatted(file));
        assertThat(
                        FileFault.reason(
                                file.resolve("first"),
                                failureOf(() -> Files.writeString(file.resolve("first"), ""))))
                .isEqualTo("a part of the path is a file, not a folder");
    }

    @Test
    void aNameThatIsTooLongIsSaidToBe() {
        Path file = folder.resolve("n".repeat(300));

        assertThat(FileFault.reason(file, failureOf(() -> Files.writeString(file, ""))))
                .isEqualTo("the name is too long");
    }

    @Test
    void aDiskThatNobodyCanWriteIsNotAMissingPermission() throws IOException {
        Path zip = folder.resolve("disk.zip");
        try (FileSystem disk = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.writeString(disk.getPath("there"), "");
        }
        try (FileSystem disk = FileSystems.newFileSystem(zip, Map.of("accessMode", "readOnly"))) {
            for (String name : List.of("there", "new")) {
                Path file = disk.getPath(name);
                assertThat(
                                FileFault.of(
                                        "cannot write",
                                        file,
                                        failureOf(() -> FileFault.requireWritable(file))))
                        .isEqualTo("cannot write " + name + ": the file system is read-only");
            }
            assertThat(
                            FileFault.reason(
                                    failureOf(() ->
                                            FileFault.requireWritableFolder(disk.getPath("/")))))
                    .isEqualTo("the file system is read-only");
        }
    }

    @Test
    void theReasonIsNeverTheNameOfTheFileAlone() {
        Path file = folder.resolve("n");
        Exception failure = new AccessDeniedException(file.toString());

        assertThat(FileFault.of("cannot create", file, failure))
                .isEqualTo("cannot create " + file + ": permission denied");
    }

    private static IOException failureOf(ThrowingCallable deed) {
        return catchThrowableOfType(IOException.class, deed);
    }
}
