package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.CheckedStream;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.TerminalInput;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is done to a file of a run, a command works and says what it passed over, or refuses and
 * names the file; and what a command cannot keep it does not end with 0.
 */
@Timeout(400)
class DamagedRunTest {
    private static final String SMALL =
            "train points.csv --label class --model \"dense(8) tanh dense(2)\" --backend java --threads 1"
                    + " --validation-share 0.1 --batch-size 7 --steps 20 --checkpoint-every 5 --quiet --name fox";
    private static final int CASES = 40;

    @TempDir Path folder;

    private Session run(String line) throws IOException {
        Points.write(folder, 50);
        return Session.run(folder, Session.words(line));
    }

    /** What is done to a file. */
    private enum Harm {
        FLIP,
        CUT,
        REMOVE,
        EMPTY,
        FOLDER;

        void to(Path file, Random random) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            switch (this) {
                case FLIP -> {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    Files.write(file, bytes);
                }
                case CUT -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                case REMOVE -> Files.delete(file);
                case EMPTY -> Files.write(file, new byte[0]);
                case FOLDER -> {
                    Files.delete(file);
                    Files.createDirectory(file);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "compare", "plot", "replay", "control"})
    void aCommandOnADamagedRunWorksOrNamesWhatIsDamaged(String command) throws IOException {
        assertThat(run(SMALL).code()).isZero();
        Path whole = folder.resolve("whole");
        Files.move(folder.resolve("runs"), whole);
        List<Path> files = files(whole);
        var random = new Random(command.hashCode());
        for (int i = 0; i < CASES; i++) {
            copy(whole, folder.resolve("runs"));
            Path file = files.get(i % files.size());
            Harm harm = Harm.values()[random.nextInt(Harm.values().length)];
            if (Files.size(whole.resolve(file)) > 0) {
                harm.to(folder.resolve("runs").resolve(file), random);
            }

            Session session =
                    run(
                            switch (command) {
                                case "resume" -> "resume fox --steps 23 --extend keep --quiet";
                                case "compare" -> "compare fox fox";
                                case "control" -> "control fox pause";
                                default -> command + " fox";
                            });

            String what =
                    Text.of("%s of %s: exit %d, %s", harm, file, session.code(), session.err());
            assertThat(session.err())
                    .as(what)
                    .doesNotContain("error in Gradus", "Exception", "\tat ");
            assertThat(session.code()).as(what).isIn(0, 2, 4, 5, 6);
            if (session.code() != 0) {
                assertThat(session.err() + session.out()).as(what).isNotBlank();
            }
            if (harm == Harm.FLIP && file.endsWith("events.jsonl") && !command.equals("control")) {
                assertThat(session.err()).as(what).contains("events.jsonl, line ");
            }
            delete(folder.resolve("runs"));
        }
    }

    @Test
    void aChangedDigitInTheRecordIsNamedByItsLineAndKeepsNothingFromBeingResumed()
            throws IOException {
        assertThat(run(SMALL).code()).isZero();
        Path events = folder.resolve("runs/fox/events.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(events));
        lines.set(4, lines.get(4).replaceFirst("\"loss\":[0-9]", "\"loss\":9"));
        Files.write(events, lines);

        for (String command : List.of("compare fox fox", "plot fox", "replay fox")) {
            assertThat(run(command).err())
                    .contains(
                            "events.jsonl, line 5 is damaged: its bytes are not those that were written");
        }
        Session resumed = run("resume fox --steps 23 --extend keep --quiet");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.err()).contains("events.jsonl, line 5 is damaged");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void anotherRunThatIsDamagedIsPassedOverByNameAndBreaksNothing() throws IOException {
        assertThat(run(SMALL).code()).isZero();
        Path bad = Files.createDirectories(folder.resolve("runs/bad"));
        Files.write(bad.resolve("configuration.json"), new byte[] {(byte) 0xff});

        Session plot = run("plot latest");
        assertThat(plot.code()).isZero();
        assertThat(plot.err()).contains("run bad is skipped", "configuration.json is not UTF-8");
        Session compare = run("compare fox " + folder.resolve("runs/fox"));
        assertThat(compare.code()).as(compare.err()).isZero();
        assertThat(compare.err()).isEmpty();
        Session itself = run("plot bad");
        assertThat(itself.code()).isEqualTo(4);
        assertThat(itself.err()).contains("bad/configuration.json is not UTF-8 text");
    }

    @Test
    void aFolderThatCannotKeepWhatItShouldEndsWithSixAndALineAlthoughQuiet() throws IOException {
        assertThat(run(SMALL).code()).isZero();
        Run fox = Run.open(folder.resolve("runs/fox"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        delete(fox.plots());
        Files.createSymbolicLink(fox.plots(), elsewhere);

        Session session = run("resume fox --steps 23 --extend keep --quiet");

        assertThat(session.code()).isEqualTo(ExitCode.UNKEPT);
        assertThat(session.err())
                .contains("gradus: the plots could not be saved: ", "plots is a symbolic link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void outputThatCannotBeWrittenEndsWithSixAndAReaderThatIsGoneDoesNot() {
        assertThat(codeWith("No space left on device")).isEqualTo(ExitCode.UNKEPT);
        assertThat(codeWith("Broken pipe")).isZero();
    }

    /** Returns how a command ends whose output cannot be written. */
    private int codeWith(String reason) {
        var failing =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException(reason);
                    }
                };
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        TerminalInput.none(),
                        new Output(
                                CheckedStream.of(failing, StandardCharsets.UTF_8),
                                Output.Reader.PIPE),
                        new Output(
                                new PrintStream(err, false, StandardCharsets.UTF_8),
                                Output.Reader.PIPE),
                        folder,
                        Map.of());
        int code = Gradus.run(surroundings, "schedule", "cosine(0.1)", "--steps", "100", "--csv");
        var expected = new ArrayList<String>();
        if (code != 0) {
            expected.add("gradus: the output is incomplete: standard output: the disk is full");
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(expected);
        return code;
    }
}
