package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.TerminalInput;
import dev.gradus.run.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told at the beginning and the end of a run. */
@Timeout(120)
class ClosingLinesTest {
    private static final String SMALL =
            "train points.csv --label class --model linear --backend java --threads 1 --epochs 2 --validation-share 0.1"
                    + " --optimizer momentum(0.8) --lr \"cosine(0.05, 0)\" --name fox";

    @TempDir Path folder;

    @BeforeEach
    void writePoints() throws IOException {
        var text = new StringBuilder("x,y,class\n");
        for (int i = 0; i < 50; i++) {
            text.append(i).append(',').append(i * i % 7).append(i % 3 == 0 ? ",yes\n" : ",no\n");
        }
        Files.writeString(folder.resolve("points.csv"), text);
    }

    private Session run(String line, String... more) {
        String[] words = Session.words(line);
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Session.run(folder, all);
    }

    /** What is offered reads the data as the run did, however they are written. */
    @Test
    void aFileInAnotherEncodingWithBadRowsIsOfferedWithTheOptionsThatReadIt() throws IOException {
        String points = Files.readString(folder.resolve("points.csv"));
        Files.writeString(
                folder.resolve("points.csv"),
                points.replace("x,y,class", "größe,y,class") + "3,4,yes,more\n",
                Charset.forName("windows-1252"));

        Session first = run(SMALL, "--encoding", "windows-1252", "--on-bad-row", "skip");

        assertThat(first.code()).as(first.err()).isZero();
        List<String> predict =
                offered(first).stream().filter(line -> line.startsWith("predict ")).toList();
        assertThat(predict).hasSize(1);
        Session second = Session.run(folder, shellWords(predict.getFirst()));
        assertThat(second.code()).as(second.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "my runs", "cost$5's", "a@b c", "-dash", "tab\tname"})
    void everyCommandThatIsOfferedCanBePastedAndTrainsOnWithTheRunsDataAndOptions(String runs)
            throws IOException {
        Session first = run(SMALL, "--runs=" + runs);
        assertThat(first.code()).as(first.err()).isZero();
        List<String> offered = offered(first);
        assertThat(offered).hasSize(3).noneMatch(each -> each.startsWith("evaluate "));
        assertThat(offered.getFirst()).startsWith("plot ");

        for (String command : offered) {
            Session pasted = Session.run(folder, shellWords(command));
            assertThat(pasted.code()).as(command + "\n" + pasted.err()).isZero();
        }

        var run = Run.open(folder.resolve(runs).resolve("fox"));
        assertThat(Files.readString(run.events())).contains("\"event\":\"step\",\"step\":3,");
        assertThat(run.configuration().values().toString())
                .contains("points.csv", "momentum(0.8)", "cosine(0.05)");
    }

    @Test
    void theCommandThatTrainsLongerSaysTheLengthAsTheRunDid() {
        assertThat(offered(run(SMALL)).getLast()).endsWith("fox --epochs 4 --extend append");
        assertThat(offered(run(SMALL.replace("--epochs 2", "--steps 5") + "2")).getLast())
                .endsWith("fox2 --steps 10 --extend append");
    }

    @Test
    void theScoreOfOneClassNamesTheClass() {
        assertThat(run(SMALL).out()).contains(", F1 of 'yes' ").doesNotContain("second class");
        for (String command :
                List.of(
                        "evaluate fox points.csv",
                        "show fox",
                        SMALL.replace("--validation-share 0.1", "--folds 2") + "es")) {
            assertThat(run(command).out())
                    .as(command)
                    .contains("F1 of 'yes' ")
                    .doesNotContain("second class");
        }
    }

    @Test
    void severalValuesAreMeasuredInTheirOwnUnitsAtTheEnd() {
        String several = SMALL.replace("--label class", "--target x,y");

        assertThat(run(several).out())
                .containsSubsequence(
                        "validation: loss",
                        "x: mean absolute error",
                        "y: mean absolute error",
                        "model: ");
    }

    @ParameterizedTest
    @CsvSource({"./gradus, ./gradus", "/opt/my tools/gradus, \"/opt/my tools/gradus\""})
    void whatIsOfferedBeginsAsTheUsersCommandDid(String launcher, String word) {
        var out = new ByteArrayOutputStream();
        var printed = new PrintStream(out, false, StandardCharsets.UTF_8);
        var surroundings =
                new Surroundings(
                        TerminalInput.none(),
                        new Output(printed, Output.Reader.PIPE),
                        new Output(printed, Output.Reader.PIPE),
                        folder,
                        Map.of("GRADUS_LAUNCHER", launcher));

        Gradus.run(surroundings, Session.words(SMALL));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("next: %s plot ".formatted(word))
                .contains("  or: %s predict ".formatted(word))
                .contains("  or: %s resume ".formatted(word));
    }

    private static List<String> offered(Session session) {
        return session.outLines().stream()
                .filter(line -> line.matches("(next|  or): gradus .*"))
                .map(line -> line.substring("next: gradus ".length()))
                .toList();
    }

    private static String[] shellWords(String words) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + words).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "46", "linear(4, 100)"})
    void aBatchLargerThanTheDataIsSaidOnceOnScreenAndOnRecord(String size) throws IOException {
        Session session = run(SMALL, "--batch-size", size);

        String note =
                "more than there are to train on, 45, so an update takes all of them; smaller batches make more updates (--batch-size 8)";
        assertThat(session.outLines().stream().filter(line -> line.contains(note))).hasSize(1);
        assertThat(
                        Files.readAllLines(folder.resolve("runs/fox/events.jsonl")).stream()
                                .filter(line -> line.contains(note)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"45", "all", "linear(4, 45)"})
    void aBatchOfAllExamplesIsNoneThatIsCut(String size) throws IOException {
        run(SMALL, "--batch-size", size);

        assertThat(Files.readString(folder.resolve("runs/fox/events.jsonl")))
                .doesNotContain("to train on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--quiet", "--json"})
    void whatAResumePassesOverIsSaidOnStandardErrorWhoeverWatches(String how) throws IOException {
        assertThat(run(SMALL).code()).isZero();
        Run run = Run.open(folder.resolve("runs/fox"));
        Files.writeString(run.checkpoints().resolve("step-000000004.checkpoint"), "damaged");
        List<String> lines = new ArrayList<>(Files.readAllLines(run.events()));
        lines.add(2, "{\"event\":\"st");
        Files.write(run.events(), lines);

        Session resumed = run("resume fox", how);

        assertThat(resumed.err())
                .containsOnlyOnce("gradus: passed over step-000000004.checkpoint: ")
                .contains("line 3");
    }

    @Test
    void whatIsWarnedOfIsNotSaidTwiceOnTheScreen() throws IOException {
        assertThat(run(SMALL).code()).isZero();
        Run run = Run.open(folder.resolve("runs/fox"));
        Files.writeString(run.checkpoints().resolve("step-000000004.checkpoint"), "damaged");

        Session resumed = run("resume fox");

        assertThat(resumed.out() + resumed.err()).containsOnlyOnce("passed over step-000000004");
    }

    @Test
    void aTerminalThatCannotWriteOverALineGetsNoControlCharacters() {
        var out = new ByteArrayOutputStream();
        var screen =
                new Output(new PrintStream(out, false, StandardCharsets.UTF_8), Reader.TERMINAL);
        var surroundings =
                new Surroundings(
                        TerminalInput.none(), screen, screen, folder, Map.of("TERM", "dumb"));

        int code = Gradus.run(surroundings, Session.words(SMALL + " --epochs 2000"));

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b", "\r");
    }

    @EnabledOnOs(value = OS.LINUX, disabledReason = "others have no device that is full")
    @ParameterizedTest
    @ValueSource(strings = {"svg", "png"})
    void aPictureThatDoesNotFitOnTheDiskSaysSoAndCostsNothingElse(String kind) throws IOException {
        Path full = folder.resolve("full." + kind);
        Files.createSymbolicLink(full, Path.of("/dev/full"));
        assertThat(run(SMALL).code()).isZero();

        Session compare = run("compare fox fox --plot full." + kind);
        Session schedule = run("schedule cosine(0.1) --steps 9 --%s full.%s".formatted(kind, kind));
        Session find =
                run(
                        "find points.csv --label class --model linear --backend java --threads 1"
                                + " --%s full.%s".formatted(kind, kind));

        for (Session session : List.of(compare, schedule, find)) {
            assertThat(session.code()).isEqualTo(ExitCode.DATA);
            assertThat(session.err())
                    .isEqualTo("gradus: cannot write %s: the disk is full\n".formatted(full));
        }
        assertThat(find.out()).containsPattern("next: gradus train|no usable slope");
        assertThat(full).isSymbolicLink();
    }
}
