package dev.gradus.studio.record;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.Runs;
import dev.gradus.run.event.LineCheck;
import dev.gradus.run.json.RunException;
import dev.gradus.studio.Recorded;
import dev.gradus.studio.record.RunShelf.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders of runs as they are found: half-written, damaged, replaced, removed. */
@Timeout(60)
class RunShelfTest {
    private static final String RESUMED_AT_100 =
            "{\"event\":\"resume\",\"step\":100,\"checkpoint\":\"c\",\"parameters\":22,\"backend\":\"java\",\"threads\":1,\"steps\":400,\"stepsPerEpoch\":8,\"precision\":\"f32\",\"versions\":{},\"at\":\"2026-11-28T10:00:00Z\"}";

    @TempDir private Path folder;

    private RunShelf opened() {
        var shelf = new RunShelf(new Runs(folder), true);
        shelf.start();
        return shelf;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    private static Optional<RunSummary> line(RunShelf shelf, String name) {
        return shelf.summary(RunShelf.id(name));
    }

    private static RunState state(RunShelf shelf, String name) {
        return line(shelf, name).map(RunSummary::state).orElse(RunState.WAITING);
    }

    @Test
    void theFirstQuestionIsAnsweredWithTheRunsThatAreThere() {
        Recorded.in(folder, "there");
        try (RunShelf shelf = opened()) {
            assertThat(shelf.runs()).extracting(Seen::name).containsExactly("there");
        }
    }

    @Test
    void oneOddFolderDoesNotKeepTheOthersFromBeingRead() throws Exception {
        Recorded.in(folder, "good");
        Files.createDirectory(Recorded.in(folder, "zz-odd").folder().resolve("x"));
        Path log = folder.resolve("zz-odd/events.jsonl");
        Files.delete(log);
        Files.createDirectory(log);
        try (RunShelf shelf = opened()) {
            await(() -> state(shelf, "good") == RunState.ENDED);
            await(() -> state(shelf, "zz-odd") == RunState.UNREADABLE);

            assertThat(line(shelf, "zz-odd").orElseThrow().detail()).contains("is a folder");
            Files.delete(log);
            Files.copy(folder.resolve("good/events.jsonl"), log);
            shelf.open(RunShelf.id("zz-odd"));
            await(() -> state(shelf, "zz-odd") == RunState.ENDED);
        }
    }

    @Test
    void aRecordThatCannotBeReadIsNotReadAgainAndAgain() throws Exception {
        Run run = Recorded.in(folder, "odd");
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(run.events(), elsewhere);
        Files.createSymbolicLink(run.events(), elsewhere);
        try (RunShelf shelf = opened()) {
            await(() -> state(shelf, "odd") == RunState.UNREADABLE);
            shelf.open(RunShelf.id("odd"));
            Thread.sleep(600);
            long version = shelf.runs().getFirst().version();
            Thread.sleep(900);

            assertThat(shelf.runs().getFirst().version()).isEqualTo(version);
        }
    }

    @Test
    void aFolderWithoutARecipeIsNamed() throws Exception {
        Run half = Recorded.in(folder, "half");
        Files.delete(half.folder().resolve("configuration.json"));
        Files.writeString(
                Recorded.in(folder, "cut").folder().resolve("configuration.json"), "{\"crea");
        Files.writeString(Recorded.in(folder, "empty").folder().resolve("configuration.json"), "");
        try (RunShelf shelf = opened()) {
            assertThat(shelf.runs()).isEmpty();
            assertThat(String.join("\n", shelf.faults()))
                    .contains("half", "configuration.json is missing", "cut", "empty");
        }
    }

    @Test
    void linksThatLeadNowhereOrInACircleAreNoRuns() throws Exception {
        Recorded.in(folder, "good");
        Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));
        Files.createSymbolicLink(folder.resolve("self"), folder);
        Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));
        try (RunShelf shelf = opened()) {
            assertThat(shelf.runs()).extracting(Seen::name).containsExactly("good");
            assertThat(shelf.faults()).isEmpty();
        }
    }

    @Test
    void aRunOfTheNameOfARemovedOneIsReadAnew() throws Exception {
        Run run = Recorded.in(folder, "again");
        byte[] log = Files.readAllBytes(run.events());
        try (RunShelf shelf = opened()) {
            await(() -> state(shelf, "again") == RunState.ENDED);
            shelf.open(RunShelf.id("again"));
            Files.move(run.folder(), folder.resolve(".removed-again"));
            Recorded.in(folder, "again");
            String begun = Files.readString(run.events()).lines().limit(40).collect(joining("\n"));
            Files.writeString(run.events(), begun + "\n".repeat(log.length)); // and it is longer

            await(() -> state(shelf, "again") == RunState.KILLED);
            assertThat(line(shelf, "again").orElseThrow().progress().step()).isLessThan(40);
        }
    }

    /** Nobody has asked for these runs, so that no more of them is read than their lines need. */
    @Test
    void aRunThatEndsIsNotTakenForKilledUntilItsEndIsRead() throws Exception {
        var states = EnumSet.noneOf(RunState.class);
        var live = new ArrayList<Run>();
        var locks = new ArrayList<RunLock>();
        var ends = new HashMap<Run, String>();
        for (int number = 0; number < 20; number++) {
            Run run = Recorded.in(folder, "run" + number);
            String log = Files.readString(run.events());
            String end = log.lines().reduce((_, last) -> last).orElseThrow();
            ends.put(run, end);
            Files.writeString(run.events(), log.replace(end + "\n", ""));
            live.add(run);
            locks.add(run.lock());
        }
        try (RunShelf shelf = opened()) {
            for (Run run : live) {
                await(() -> state(shelf, run.id()) == RunState.TRAINING);
            }
            for (int number = 0; number < live.size(); number++) {
                Run run = live.get(number);
                Files.writeString(run.events(), ends.get(run) + "\n", StandardOpenOption.APPEND);
                locks.get(number).close();
                for (int look = 0; look < 65; look++) {
                    live.forEach(each -> states.add(state(shelf, each.id())));
                    Thread.sleep(2);
                }
            }
            for (Run run : live) {
                await(() -> state(shelf, run.id()) == RunState.ENDED);
            }
        }
        assertThat(states).containsOnly(RunState.TRAINING, RunState.ENDED);
    }

    /** The files keep what the system knows them by, as a new one may get that of a removed one. */
    @Test
    void aRunThatIsWrittenOverAnotherIsReadAnew(@TempDir Path elsewhere) throws Exception {
        Run run = Recorded.in(folder, "again");
        byte[] log = Files.readAllBytes(run.events());
        Run other = Recorded.in(elsewhere, "other");
        String begun = Files.readString(other.events()).lines().limit(40).collect(joining("\n"));
        Files.writeString(other.events(), begun + "\n".repeat(log.length));
        try (RunShelf shelf = opened()) {
            await(() -> state(shelf, "again") == RunState.ENDED);
            shelf.open(RunShelf.id("again"));
            for (String file : List.of("configuration.json", "events.jsonl")) {
                Files.write(
                        run.folder().resolve(file),
                        Files.readAllBytes(other.folder().resolve(file)));
            }

            await(() -> state(shelf, "again") == RunState.KILLED);
            assertThat(line(shelf, "again").orElseThrow().progress().step()).isLessThan(40);
        }
    }

    @Test
    void aRunThatIsRemovedIsForgottenAlsoInTheFileOfLines() throws Exception {
        Run run = Recorded.in(folder, "gone");
        Recorded.in(folder, "stays");
        try (RunShelf shelf = opened()) {
            await(() -> state(shelf, "gone") == RunState.ENDED);
            await(() -> state(shelf, "stays") == RunState.ENDED);
        }
        Path index = folder.resolve(".studio/index.json");
        assertThat(Files.readString(index)).contains("gone", "stays");
        Files.move(run.folder(), folder.resolve(".removed-gone"));
        try (RunShelf shelf = opened()) {
            await(() -> state(shelf, "stays") == RunState.ENDED);
            Files.setLastModifiedTime(folder.resolve("stays/events.jsonl"), FileTime.fromMillis(1));
            Recorded.in(folder, "new");
            await(() -> state(shelf, "new") == RunState.ENDED);
        }
        assertThat(Files.readString(index)).contains("stays", "new").doesNotContain("gone");
    }

    @Test
    void aKeptLineWithAWordOfAnotherVersionIsReadAnew() throws Exception {
        Recorded.in(folder, "over");
        try (RunShelf shelf = opened()) {
            await(() -> state(shelf, "over") == RunState.ENDED);
        }
        Path index = folder.resolve(".studio/index.json");
        String kept = Files.readString(index);
        assertThat(kept).contains("\"ENDED\"");
        Files.writeString(index, kept.replace("\"ENDED\"", "\"ARCHIVED\""));
        try (RunShelf shelf = opened()) {
            await(() -> line(shelf, "over").isPresent());
            assertThat(state(shelf, "over")).isEqualTo(RunState.ENDED);
        }
    }

    @Test
    void whatCannotBeKeptForTheNextStartIsSaid() throws Exception {
        Recorded.in(folder, "over");
        Files.writeString(folder.resolve(".studio"), "a file");
        RunShelf shelf = opened();
        await(() -> state(shelf, "over") == RunState.ENDED);
        shelf.close();

        assertThat(shelf.faults())
                .singleElement()
                .asString()
                .contains("cannot be kept for the next start", ".studio is not a folder");
    }

    @Test
    void nothingIsWrittenThroughALink(@TempDir Path elsewhere) throws Exception {
        Run over = Recorded.in(folder, "over");
        Files.createSymbolicLink(folder.resolve(".studio"), elsewhere);
        try (RunShelf shelf = opened()) {
            await(() -> state(shelf, "over") == RunState.ENDED);
        }
        var notebook = new Notebook(folder);

        assertThatThrownBy(() -> notebook.write(over, new Notebook.Entry("a note", List.of())))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(".studio is a symbolic link");
        try (Stream<Path> files = Files.list(elsewhere)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatAResumptionMadeVoidCountsNeitherForTheTimeNorForTheRanges() throws IOException {
        Run run = Recorded.in(folder, "resumed");
        var before = new RunRecord(run);
        before.refresh();
        double firstSteps = before.steps(0, 99).stream().mapToDouble(step -> step.seconds()).sum();
        double[] firstLosses = before.steps(0, 99).stream().mapToDouble(s -> s.loss()).toArray();
        String checked = new String(LineCheck.checked(RESUMED_AT_100, 1), StandardCharsets.UTF_8);
        Files.writeString(run.events(), Files.readString(run.events()) + checked + "\n");
        var after = new RunRecord(run);
        after.refresh();

        RunSummary line = after.summary(RunState.TRAINING);
        assertThat(line.progress().seconds()).isCloseTo(firstSteps, within(1e-9));
        MetricRange losses = line.metrics().get("loss");
        assertThat(losses.least()).isEqualTo(Arrays.stream(firstLosses).min().orElseThrow());
        assertThat(losses.greatest()).isEqualTo(Arrays.stream(firstLosses).max().orElseThrow());
        assertThat(losses.last()).isEqualTo(firstLosses[99]);
    }
}
