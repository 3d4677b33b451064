package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The distribution as a user gets it, copied to a folder with a blank and an umlaut in its name,
 * and started without a locale, as by a timer or in a container.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its launcher there is gradus.cmd")
class DistributionIT {
    private static final long MINUTE = 60;

    @TempDir private static Path folder;

    private static Path launcher;

    private record Answer(int code, String out, String err) {}

    @BeforeAll
    static void copyAndPrepare() throws Exception {
        Path home = folder.resolve("my progräms");
        copy(Path.of(System.getProperty("gradus.distribution")), home);
        launcher = home.resolve("bin/gradus");
        Answer first = answer(launcher, "--version");
        assertThat(first.code()).isZero();
        assertThat(first.err())
                .startsWith("Preparing Gradus to start fast, once; ")
                .hasLineCount(1);
        assertThat(home.resolve("cache/gradus.aot")).isNotEmptyFile();
    }

    @Test
    void laterStartsPrintNothingBesidesTheAnswer() throws Exception {
        Answer answer = answer(launcher, "schedule", "oneCycle(0.01)", "--csv", "--steps", "3");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().lines()).hasSize(4);
    }

    @Test
    void trainingPrintsNoWarningOfTheJvm() throws Exception {
        Answer answer = answer(launcher, "train", "--steps", "5", "--name", "fox");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("backend onednn: ", "test: loss ");
    }

    /** As in a small container; only a rate's search and a matrix are drawn before the end. */
    @Test
    void withoutFontsATrainingSaysThatNothingIsDrawnAndWhatToInstall() throws Exception {
        Answer train = withoutFonts("train", "--steps", "5", "--name", "plain", "--lr", "auto");

        assertThat(train.err()).isEmpty();
        assertThat(train.code()).isZero();
        assertThat(train.out())
                .contains(
                        "the plot of the search could not be drawn: Java finds no fonts on this machine")
                .contains(
                        "the plots could not be drawn: Java finds no fonts on this machine",
                        "install fontconfig")
                .contains(" plot plain draws them again", "next: ");

        Answer plot = withoutFonts("plot", "plain");

        assertThat(plot.code()).isEqualTo(ExitCode.UNKEPT);
        assertThat(plot.err())
                .startsWith("gradus: Java finds no fonts on this machine")
                .hasLineCount(1);
    }

    private static Answer withoutFonts(String... arguments) throws Exception {
        Path none = Files.writeString(folder.resolve("no-fonts.conf"), "<fontconfig/>");
        ProcessBuilder command = command(launcher, arguments);
        command.environment().put("FONTCONFIG_FILE", none.toString());
        // in a home without the list of fonts that Java keeps
        command.environment()
                .put("GRADUS_JAVA_OPTIONS", "-Duser.home=" + folder.resolve("no-home"));
        return answer(command);
    }

    @Test
    void namesOfFilesAreReadWithoutALocaleToo() throws Exception {
        Files.writeString(folder.resolve("möbel.csv"), "x,y\n1,2\n");
        Answer answer = answer(launcher, "train", "möbel.csv");

        assertThat(answer.err()).endsWith("its columns are x, y\n").hasLineCount(1);
        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aVariableCalledVersionIsNotTakenForThatOfAJdk() throws Exception {
        ProcessBuilder command = command(launcher, "--version");
        command.environment().put("version", "99");
        command.environment().put("JAVA_HOME", "");
        command.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (usual, first) -> first + File.pathSeparator + usual);

        assertThat(answer(command).out()).startsWith("gradus ");
    }

    @Test
    void aHomeIsNotNeeded() throws Exception {
        ProcessBuilder command = command(launcher, "--version");
        command.environment().remove("HOME");

        assertThat(answer(command).out()).startsWith("gradus ");
    }

    @Test
    void aLinkToTheLauncherWorks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("gr"), launcher);

        assertThat(answer(link, "--version").out()).startsWith("gradus ");
    }

    @Test
    void aCacheThatCannotBeUsedIsNotMentioned() throws Exception {
        Path cache = launcher.resolveSibling("../cache/gradus.aot");
        byte[] bytes = Files.readAllBytes(cache);
        Files.write(cache, Arrays.copyOf(bytes, bytes.length / 2));
        try {
            Answer answer = answer(launcher, "--version");

            assertThat(answer.err()).isEmpty();
            assertThat(answer.code()).isZero();
            assertThat(answer.out()).startsWith("gradus ");
        } finally {
            Files.write(cache, bytes);
        }
    }

    @Test
    void itsLibrariesTrainFromAClassPathToo() throws Exception {
        Path program =
                Files.writeString(
                        folder.resolve("Backends.java"),
                        """
                        void main() {
                            dev.gradus.nn.backend.Backends.all().stream()
                                    .filter(backend -> backend.obstacle().isEmpty())
                                    .forEach(backend -> IO.println(backend.name()));
                        }
                        """);
        Path lib = launcher.resolveSibling("../lib");
        ProcessBuilder java =
                command(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        lib.resolve("*") + File.pathSeparator + lib.resolve("natives/*"),
                        program.toString());
        java.environment().put("LC_ALL", "C.UTF-8"); // no launcher does it here
        Answer answer = answer(java);

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualTo("onednn\njava\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "java"})
    void aHeapTooSmallForTheNetworkIsSaidInOneLine(String backend) throws Exception {
        ProcessBuilder train =
                command(
                        launcher,
                        "train",
                        "--model=dense(4096) relu dense(4096) relu dense(10)",
                        "--optimizer=adam",
                        "--steps=1",
                        "--backend=" + backend);
        train.environment().put("GRADUS_JAVA_OPTIONS", "-Xmx150m");
        Answer answer = answer(train);

        assertThat(answer.err())
                .startsWith("gradus: the Java heap has no room for ")
                .contains("20,037,642", "allow it more, as with -Xmx8g")
                .hasLineCount(1);
        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void onlyThisPlatformsNativesAreThere() throws IOException {
        try (Stream<Path> natives = Files.list(folder.resolve("my progräms/lib/natives"))) {
            assertThat(natives).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsTheRunAtAStepAndKeepsItsRecord(String signal, int code) throws Exception {
        String name = "run-" + signal;
        Process process =
                started(launcher, "train", "--epochs", "100", "--json", "--quiet", "--name", name);
        Path events = folder.resolve("runs").resolve(name).resolve("events.jsonl");
        try {
            awaitSteps(process, events);
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(MINUTE, TimeUnit.SECONDS)).isTrue();
        } finally {
            end(process);
        }
        assertThat(process.exitValue()).isEqualTo(code);
        assertThat(Files.readAllLines(events).getLast()).contains("\"event\":\"end\"");
    }

    @Test
    void ctrlCEndsTheStudioAsItIsMeantTo() throws Exception {
        Process process =
                command(launcher, "studio").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = process.inputReader()) {
            assertThat(out.readLine()).startsWith("http://127.0.0.1:");
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
            assertThat(process.waitFor(MINUTE, TimeUnit.SECONDS)).isTrue();
        } finally {
            end(process);
        }
        assertThat(process.exitValue()).isEqualTo(ExitCode.DONE);
    }

    /** Ends what a failed test would leave behind: the launcher, and the JVM that it started. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void awaitSteps(Process process, Path events) throws Exception {
        while (!Files.exists(events) || !Files.readString(events).contains("\"step\":5")) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(100);
        }
    }

    private static Answer answer(Path program, String... arguments) throws Exception {
        return answer(command(program, arguments));
    }

    private static Answer answer(ProcessBuilder command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(2 * MINUTE, TimeUnit.SECONDS)).isTrue();
        } finally {
            end(process);
        }
        return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Process started(Path program, String... arguments) throws IOException {
        return command(program, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessBuilder command(Path program, String... arguments) {
        var line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).directory(folder.toFile());
        // What a user's shell may have set would be announced by the JVM.
        builder.environment()
                .keySet()
                .removeIf(name -> name.contains("JAVA_") && name.endsWith("OPTIONS"));
        builder.environment().keySet().removeIf(name -> name.matches("LANG|LC_.*"));
        return builder;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> !file.startsWith(from.resolve("cache")))
                    .forEach(file -> copyOne(file, to.resolve(from.relativize(file).toString())));
        }
    }

    private static void copyOne(Path file, Path copy) {
        try {
            Files.copy(file, copy);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
