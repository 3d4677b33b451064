package dev.gradus.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.Text;
import dev.gradus.testing.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads the library in processes of its own, each with a cache that was empty. */
class LoadingTest {
    private static final String VERSION = "3\\.\\d+\\.\\d+";

    @TempDir Path folder;

    private static final String NATIVES =
            entries("java.class.path")
                    .filter(entry -> entry.contains("dnnl"))
                    .findFirst()
                    .orElseThrow();

    private static Stream<String> entries(String property) {
        return Stream.of(System.getProperty(property).split(File.pathSeparator));
    }

    private static String without(String part, String property) {
        return entries(property)
                .filter(entry -> !entry.contains(part))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Process start(String classPath) throws IOException, URISyntaxException {
        return start(
                folder,
                classPath,
                System.getProperty("jdk.module.path"),
                "--enable-native-access=dev.gradus.onednn");
    }

    private Process start(Path cache, String classPath, String modulePath, String... options)
            throws IOException, URISyntaxException {
        var command = new ArrayList<>(List.of(options));
        command.addAll(
                List.of(
                        "--module-path",
                        modulePath,
                        "--class-path",
                        classPath,
                        "--patch-module",
                        "dev.gradus.onednn=" + testClasses(),
                        "--module",
                        "dev.gradus.onednn/" + LoadingProcess.class.getName()));
        var builder = JavaProcess.of(command).redirectErrorStream(true);
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().put("LOCALAPPDATA", cache.toString());
        return builder.start();
    }

    private Process startIn(Path cache, String... options) throws IOException, URISyntaxException {
        return start(
                cache,
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path"),
                Stream.concat(
                                Stream.of("--enable-native-access=dev.gradus.onednn"),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    private static Path testClasses() throws URISyntaxException {
        String name = LoadingProcess.class.getSimpleName() + ".class";
        Path file = Path.of(Objects.requireNonNull(LoadingProcess.class.getResource(name)).toURI());
        return file.getParent().getParent().getParent().getParent().getParent();
    }

    /** Returns all that a process printed, errors and warnings included. */
    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void processesThatUnpackAtOnceAllLoadAndNoneWarns() throws Exception {
        String classPath = System.getProperty("java.class.path");
        List<Process> processes = List.of(start(classPath), start(classPath), start(classPath));
        for (Process process : processes) {
            assertThat(output(process)).matches(VERSION);
            assertThat(process.waitFor()).isZero();
        }
        try (Stream<Path> left = Files.list(folder.resolve("gradus"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .singleElement()
                    .asString()
                    .startsWith("onednn-3.13-");
        }
    }

    @Test
    void aMissingLibraryIsOneSentenceThatSaysWhatToAdd() throws Exception {
        assertThat(output(start(without("dnnl", "java.class.path"))))
                .isEqualTo(
                        "oneDNN's library is neither on the class path nor on the module path: add org.bytedeco:dnnl with classifier "
                                + Platform.current().orElseThrow().name());
    }

    @Test
    void aTruncatedLibraryIsRepairedAndSaid() throws Exception {
        String classPath = System.getProperty("java.class.path");
        assertThat(output(start(classPath))).matches(VERSION);
        Path library = library();
        long size = Files.size(library);
        try (var channel = FileChannel.open(library, StandardOpenOption.WRITE)) {
            channel.truncate(size / 2);
        }
        assertThat(output(start(classPath)).lines())
                .satisfiesExactly(
                        version -> assertThat(version).matches(VERSION),
                        notice ->
                                assertThat(notice)
                                        .isEqualTo(
                                                Text.of(
                                                        "%s was damaged: it has %d of %d bytes; it was unpacked again",
                                                        library, size / 2, size)));
        assertThat(output(start(classPath))).matches(VERSION);
    }

    private Path library() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.endsWith(Platform.current().orElseThrow().library()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** As with a read-only home; permissions would not stop an administrator. */
    @Test
    void aCacheThatCannotBeMadeIsGoneRoundAndSaid() throws Exception {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Process process = startIn(blocked, "-Djava.io.tmpdir=" + temporary);
        assertThat(output(process).lines())
                .satisfiesExactly(
                        version -> assertThat(version).matches(VERSION),
                        notice ->
                                assertThat(notice)
                                        .startsWith(
                                                "oneDNN could not be loaded from "
                                                        + blocked.resolve("gradus"))
                                        .contains(
                                                "temporary folder for this process",
                                                "set "
                                                        + Platform.current()
                                                                .orElseThrow()
                                                                .cacheVariable())
                                        .doesNotContain("null"));
        assertThat(process.waitFor()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    /** Java's home of a user without a name is "?", which would be a folder beside the data. */
    @Test
    void aUserWithoutAHomeGetsNoFolderCalledQuestionMark() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Process process = startIn(Path.of(""), "-Duser.home=?", "-Djava.io.tmpdir=" + temporary);
        assertThat(output(process).lines())
                .satisfiesExactly(
                        version -> assertThat(version).matches(VERSION),
                        notice ->
                                assertThat(notice)
                                        .contains("this user has no home folder", "noexec: set "));
        assertThat(Path.of("?")).doesNotExist();
    }

    @Test
    void whereNoFolderCanBeWrittenTheReasonsAreGiven() throws Exception {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        Process process = startIn(blocked, "-Djava.io.tmpdir=" + blocked);
        // The last line stands behind a warning of the JVM's own.
        assertThat(output(process).lines().toList().getLast())
                .startsWith("oneDNN could be loaded neither from " + blocked.resolve("gradus"))
                .contains("nor from the temporary folder (", "noexec: set ")
                .doesNotContain("null");
    }

    @Test
    void deniedNativeAccessSaysWhichOptionGrantsIt() throws Exception {
        Process process =
                start(
                        folder,
                        System.getProperty("java.class.path"),
                        System.getProperty("jdk.module.path"),
                        "--illegal-native-access=deny",
                        "--enable-native-access=dev.gradus.nn");
        assertThat(output(process))
                .isEqualTo(
                        "native access is denied; start Java with --enable-native-access=dev.gradus.onednn");
    }

    /** Where build tools put all jars of a project that has a module declaration. */
    @Test
    void aLibraryOnTheModulePathIsFoundThoughNoModuleRequiresIt() throws Exception {
        Process process =
                start(
                        folder,
                        without("dnnl", "java.class.path"),
                        System.getProperty("jdk.module.path") + File.pathSeparator + NATIVES,
                        "--enable-native-access=dev.gradus.onednn");
        assertThat(output(process)).matches(VERSION);
    }
}
