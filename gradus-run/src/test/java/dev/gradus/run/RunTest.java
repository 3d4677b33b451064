package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.control.Control;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.EventLog;
import dev.gradus.run.event.LineCheck;
import dev.gradus.run.event.MissingSteps;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.file.ConfigurationText;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.testing.JavaProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Examples.AT);

    @TempDir Path folder;

    @Test
    void aRunOpensAsItWasCreated() {
        Run run = new Runs(folder).create("baseline", Examples.CONFIGURATION, CLOCK);

        assertThat(Run.open(run.folder())).isEqualTo(run);
        assertThat(run.id()).isEqualTo("baseline");
        assertThat(run.created()).isEqualTo(Examples.AT);
        assertThat(run.checkpoints()).isEmptyDirectory();
        assertThat(run.plots()).isEmptyDirectory();
        assertThat(run.mailbox()).isEmptyDirectory();
        assertThat(run.record()).isEmpty();
    }

    @Test
    void inventedNamesSortByTimeAndNeverCollide() {
        var runs = new Runs(folder.resolve("deep/er"));

        List<Run> created =
                IntStream.range(0, 50)
                        .mapToObj(i -> runs.create(Configuration.EMPTY, CLOCK, new Random(i % 3)))
                        .toList();

        assertThat(created).extracting(Run::id).doesNotHaveDuplicates();
        assertThat(created.getFirst().id()).matches("2026010\\d-\\d{6}-[a-z]+-[a-z]+");
        assertThat(runs.list()).hasSize(50);
    }

    @Test
    void aGivenNameIsNeverReused() {
        var runs = new Runs(folder);
        runs.create("baseline", Configuration.EMPTY, CLOCK);

        assertThatThrownBy(() -> runs.create("baseline", Configuration.EMPTY, CLOCK))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "there is already a run 'baseline' in %1$s; give another name, continue it (gradus resume baseline --runs %1$s), or remove it first (gradus runs %1$s --remove baseline)",
                        folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "-v", "a/b", "..", "a b", "run@7", "latest", "ü"})
    void aNameThatCannotBeAFolderIsRefused(String name) {
        assertThatThrownBy(() -> new Runs(folder).create(name, Configuration.EMPTY, CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a run's name must be letters")
                .hasMessageEndingWith("got '" + name + "'");
    }

    @Test
    void aRunIsFoundAsPeopleNameIt() {
        var runs = new Runs(folder);
        Run heron = folderNamed(runs, "20260105-143207-calm-heron", 1);
        Run finch = folderNamed(runs, "20260106-090000-calm-finch", 3);
        Run swan = folderNamed(runs, "20260106-090000-warm-swan", 2);

        assertThat(runs.find("latest")).isEqualTo(finch);
        assertThat(runs.find(swan.id())).isEqualTo(swan);
        assertThat(runs.find(heron.folder().toString())).isEqualTo(heron);
        assertThat(runs.find("20260105")).isEqualTo(heron);
        assertThat(runs.find("calm-finch")).isEqualTo(finch);
        assertThat(runs.find("finch")).isEqualTo(finch);
        assertThat(runs.find("swan")).isEqualTo(swan);
        assertThat(runs.list()).containsExactly(finch, swan, heron);
        assertThatThrownBy(() -> runs.find("calm"))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "'calm' may be " + finch.id() + ", " + heron.id() + "; write more of it");
        assertThatThrownBy(() -> runs.find("owl"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(
                        "there is no run 'owl' in " + folder + "; there are " + finch.id());
    }

    /** A part of a word may be a word of a command, or the name of a run that was removed. */
    @Test
    void noOtherRunIsFoundThanTheOneThatIsNamed() {
        var runs = new Runs(folder);
        for (String id :
                List.of("20260105-143207-lively-eagle", "baseline-2", "a-calm-heron", "lr0.1")) {
            Run run = folderNamed(runs, id, 1);
            for (int from = 0; from < id.length(); from++) {
                for (int to = from + 1; to <= id.length(); to++) {
                    String part = id.substring(from, to);
                    boolean isWhole =
                            id.startsWith("2026")
                                    && List.of(id.split("-", -1))
                                            .containsAll(List.of(part.split("-", -1)));
                    if (isWhole || part.equals(id)) {
                        assertThat(runs.find(part)).isEqualTo(run);
                    } else {
                        assertThatThrownBy(() -> runs.find(part))
                                .hasMessageStartingWith("there is no run '%s' in ".formatted(part));
                    }
                }
            }
        }
        assertThatThrownBy(() -> runs.find("live"))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "there is no run 'live' in %s; did you mean 20260105-143207-lively-eagle? write the whole name, or whole words of one that Gradus chose"
                                .formatted(folder));
        assertThatThrownBy(() -> runs.find("baseline"))
                .hasMessageContaining("did you mean baseline-2? ");
    }

    @Test
    void whereThereAreNoRunsThatIsSaid() {
        var runs = new Runs(folder.resolve("none"));

        assertThat(runs.list()).isEmpty();
        assertThatThrownBy(() -> runs.find("latest"))
                .hasMessage("there are no runs in " + folder.resolve("none") + "; train one first");
        assertThatThrownBy(() -> runs.find("x"))
                .hasMessage("there is no run 'x' in " + folder.resolve("none"));
        assertThatThrownBy(() -> Run.open(folder))
                .isInstanceOf(RunException.class)
                .hasMessage(folder + " is not a run folder: it has no configuration.json");
    }

    @Test
    void aFileInPlaceOfTheRunsFolderIsAClearError() throws IOException {
        Path file = Files.createFile(folder.resolve("runs"));

        assertThatThrownBy(() -> new Runs(file).create("a", Configuration.EMPTY, CLOCK))
                .isInstanceOf(RunException.class)
                .hasMessage(file + " is not a folder; runs need one");
    }

    @Test
    void aTornConfigurationIsAClearError() throws IOException {
        Run run = new Runs(folder).create("torn", Examples.CONFIGURATION, CLOCK);
        Files.writeString(run.folder().resolve("configuration.json"), "{\"created\":\"2026");

        assertThatThrownBy(() -> Run.open(run.folder()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("configuration.json is not JSON");
    }

    @Test
    void whatIsNoJsonIsToldOfInOurWordsAndWithItsPlace() {
        String text = ConfigurationText.write(new Configuration(Examples.CONFIGURATION.values()));
        for (int at = 1; at < text.length(); at++) {
            for (String damaged :
                    List.of(
                            text.substring(0, at),
                            text.substring(0, at) + "\u0001" + text.substring(at),
                            text.substring(0, at) + "]" + text.substring(at),
                            text.substring(0, at) + text.substring(at + 1))) {
                try {
                    ConfigurationText.read(damaged, "the recipe");
                } catch (RunException fault) {
                    assertThat(fault.getMessage())
                            .startsWith("the recipe")
                            .doesNotContain(
                                    "REDACTED", "Source", "StreamRead", "JsonToken", "marker");
                }
            }
        }
        assertThatThrownBy(() -> ConfigurationText.read("{\"a\":1,\n \"b\":x}", "the recipe"))
                .hasMessage("the recipe is not JSON: it cannot be read beyond line 2, character 6");
    }

    /** What may be in place of a configuration. */
    enum Damage {
        MISSING,
        EMPTY,
        HALF,
        NO_UTF8,
        NO_TIME,
        NULL_VALUE,
        HUGE,
        FOLDER,
        LINK,
        LOOP;

        void to(Path configuration) throws IOException {
            String whole = Files.readString(configuration);
            Files.delete(configuration);
            switch (this) {
                case MISSING -> {}
                case EMPTY -> Files.writeString(configuration, "");
                case HALF ->
                        Files.writeString(configuration, whole.substring(0, whole.length() / 2));
                case NO_UTF8 -> Files.write(configuration, new byte[] {'{', (byte) 0xff, '}'});
                case NO_TIME -> Files.writeString(configuration, whole.replace("2026", "soon"));
                case NULL_VALUE ->
                        Files.writeString(
                                configuration,
                                "{\"created\":\"2026-01-05T14:32:07Z\",\"configuration\":null}");
                case HUGE -> {
                    try (var sparse = new RandomAccessFile(configuration.toFile(), "rw")) {
                        sparse.setLength(1L << 40);
                    }
                }
                case FOLDER -> Files.createDirectories(configuration.resolve("in"));
                case LINK ->
                        Files.createSymbolicLink(
                                configuration,
                                Files.writeString(configuration.resolveSibling("other"), whole));
                case LOOP -> Files.createSymbolicLink(configuration, configuration);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatIsDamagedBreaksNoOther(Damage damage) throws IOException {
        var runs = new Runs(folder);
        Run good = runs.create("good-heron", Configuration.EMPTY, CLOCK);
        Run bad = runs.create("bad-finch", Configuration.EMPTY, CLOCK);
        Files.writeString(bad.events(), "");
        damage.to(bad.folder().resolve("configuration.json"));
        var said = new ArrayList<String>();

        assertThat(runs.list(said::add)).containsExactly(good);
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("run bad-finch is skipped: ")
                .contains("configuration.json");
        assertThat(runs.find("latest", said::add)).isEqualTo(good);
        assertThat(runs.find("good-heron")).isEqualTo(good);
        assertThatThrownBy(() -> runs.find("bad-finch"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("bad-finch")
                .hasMessageContaining("configuration.json");
        assertThatThrownBy(() -> runs.find("bad")).hasMessageContaining("did you mean bad-finch?");
    }

    @Test
    void aFileInPlaceOfTheRunsFolderIsNamedWhenLookingForARun() throws IOException {
        Path file = Files.createFile(folder.resolve("runs"));

        assertThatThrownBy(() -> new Runs(file).find("latest"))
                .isInstanceOf(RunException.class)
                .hasMessage(file + " is not a folder; runs are kept in one");
    }

    @Test
    void aFolderOfRunsMayBeALinkAndARunHasOneLockWhicheverWayLeadsToIt() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("runs"), real);
        Run run = new Runs(link).create("fox", Configuration.EMPTY, CLOCK);
        Run same = new Runs(real).find("fox");
        try (RunLock lock = run.lock()) {
            assertThat(lock.isIntact()).isTrue();
            assertThat(same.isLive()).isTrue();
            assertThatThrownBy(same::lock).isInstanceOf(RunException.class);
            Files.delete(run.folder().resolve("run.lock"));
            assertThat(lock.isIntact()).isFalse();
        }
        same.lock().close();
    }

    @Test
    void aLinkInPlaceOfTheLockIsRefusedAndWhatItLeadsToIsUntouched() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Run run = new Runs(folder.resolve("runs")).create("fox", Configuration.EMPTY, CLOCK);
        Path file = run.folder().resolve("run.lock");
        Files.createSymbolicLink(file, precious);
        assertThat(run.isLive()).isFalse();
        assertThatThrownBy(run::lock)
                .isInstanceOf(RunException.class)
                .hasMessageContaining("run.lock is a symbolic link");
        Files.delete(file);
        Files.createLink(file, precious);
        assertThatThrownBy(run::lock)
                .isInstanceOf(RunException.class)
                .hasMessageContaining("run.lock is a hard link to another file");

        assertThat(precious).hasContent("precious");
        Files.delete(file);
        run.lock().close();
    }

    @Test
    void whatHasNoRoomInTheRecordIsLeftInTheLockUntilTheNextProcessTakesIt() {
        Run run = new Runs(folder).create("left", Configuration.EMPTY, CLOCK);
        run.lock().close();
        assertThat(run.unrecordedEnd()).isEmpty();
        try (RunLock lock = run.lock()) {
            lock.leave("completed, after 5 steps;\nthe disk is full");
        }
        assertThat(run.unrecordedEnd()).contains("completed, after 5 steps; the disk is full");
        run.lock().close();
        assertThat(run.unrecordedEnd()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "aa", "aaa"})
    void aWordThatIsTooLongIsCutAtACharacter(String shift) {
        Run run = new Runs(folder).create("long", Configuration.EMPTY, CLOCK);
        try (RunLock lock = run.lock()) {
            lock.leave(shift + "😀".repeat(10_000));
        }

        assertThat(run.unrecordedEnd().orElseThrow()).matches(shift + "(😀){100,}");
    }

    @Test
    void askingForTheWordOfARunInTheProcessThatWritesItKeepsItLocked() throws Exception {
        Run run = new Runs(folder).create("held", Configuration.EMPTY, CLOCK);
        Path other = Files.createSymbolicLink(folder.resolve("link"), run.folder());
        try (RunLock lock = run.lock()) {
            lock.leave("completed");
            List<Optional<String>> words =
                    Stream.of(run, Run.open(other)).map(Run::unrecordedEnd).toList();

            assertThat(otherProcessAboutLockOf(run)).isEqualTo("held");
            assertThat(words).containsOnly(Optional.empty());
        }
        assertThat(otherProcessAboutLockOf(run)).isEqualTo("free");
        assertThat(run.unrecordedEnd()).contains("completed");
    }

    private String otherProcessAboutLockOf(Run run) throws Exception {
        Process process =
                JavaProcess.of(
                                "--source",
                                "25",
                                Files.writeString(folder.resolve("Asker.java"), ASKER).toString(),
                                run.folder().resolve("run.lock").toString())
                        .redirectErrorStream(true)
                        .start();
        try (var output = process.inputReader()) {
            return output.readLine();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void oneWriterAtATime() {
        Run run = new Runs(folder).create("locked", Configuration.EMPTY, CLOCK);
        assertThat(run.isLive()).isFalse();
        try (RunLock _ = run.lock()) {
            assertThat(run.isLive()).isTrue();
            assertThatThrownBy(run::lock)
                    .isInstanceOf(RunException.class)
                    .hasMessage("run locked is already being written by this process");
        }
        assertThat(run.isLive()).isFalse();
        run.lock().close();
    }

    @Test
    void anotherProcessIsKeptOutAndGetsInWhenTheFirstDies() throws Exception {
        Run run = new Runs(folder).create("shared", Configuration.EMPTY, CLOCK);
        Process holder =
                JavaProcess.of(
                                "--source",
                                "25",
                                Files.writeString(folder.resolve("Holder.java"), HOLDER).toString(),
                                run.folder().resolve("run.lock").toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("locked");
            assertThat(run.isLive()).isTrue();
            assertThatThrownBy(run::lock)
                    .isInstanceOf(RunException.class)
                    .hasMessage("run shared is being written by process 4711; stop that one first");
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        run.lock().close();
    }

    @Test
    void theRecordForgetsWhatAResumptionMadeVoid() {
        Run run = new Runs(folder).create("resumed", Configuration.EMPTY, CLOCK);
        TrainingEvent start = Examples.events().getFirst();
        TrainingEvent control = Examples.answered(2, new Control.Pause());
        TrainingEvent kept = applied(4, new Control.Scale(HyperParameter.LEARNING_RATE, 0.5));
        TrainingEvent superseded = applied(4, new Control.Set(HyperParameter.MOMENTUM, 0.5));
        TrainingEvent later = applied(3, new Control.Release(HyperParameter.MOMENTUM));
        TrainingEvent lost = Examples.answered(3, new Control.Pause());
        TrainingEvent checkpoint = new CheckpointWritten(3, "c", Set.of());
        TrainingEvent interrupted =
                new RunEnded(
                        5, 5, BuiltIn.INTERRUPTED, "", Map.of(), Reported.newest(5), 1, "sha256:0");
        TrainingEvent resumed =
                new RunResumed(3, 3, Examples.AT, "c", Examples.EXTENT, Examples.MACHINE);
        try (var log = EventLog.append(run.events())) {
            log.on(start);
            log.on(Examples.step(1, 1));
            log.on(control);
            log.on(Examples.step(2, 1));
            log.on(checkpoint);
            log.on(lost);
            log.on(Examples.step(3, 1));
            log.on(kept);
            log.on(superseded);
            log.on(Examples.step(4, 1));
            log.on(interrupted);
            log.on(resumed);
            log.on(later);
            log.on(Examples.step(3, 2));
        }

        assertThat(run.record())
                .containsExactly(
                        start,
                        Examples.step(1, 1),
                        control,
                        Examples.step(2, 1),
                        checkpoint,
                        kept,
                        resumed,
                        later,
                        Examples.step(3, 2));
        assertThat(run.changes()).containsExactly((ControlAnswered) later, (ControlAnswered) kept);
        assertThat(run.changes(_ -> {})).isEqualTo(run.changes());
        assertThat(run.recordWithoutSteps(new MissingSteps(), _ -> {}))
                .containsExactly(start, control, checkpoint, kept, resumed, later);
        var steps = new ArrayList<TrainingEvent>();
        run.validRecord(_ -> {}).readSteps(steps::add);
        assertThat(steps)
                .containsExactly(Examples.step(1, 1), Examples.step(2, 1), Examples.step(3, 2));
    }

    /** A run may be resumed from an earlier step than before. */
    @Test
    void eachStepIsReadAsItWasTrainedLast() {
        Run run = new Runs(folder).create("resumed", Examples.CONFIGURATION, CLOCK);
        try (var log = EventLog.append(run.events())) {
            for (int from : new int[] {0, 6, 3, 5, 5, 2}) {
                if (from > 0) {
                    log.on(
                            new RunResumed(
                                    from,
                                    from,
                                    Examples.AT,
                                    "c",
                                    Examples.EXTENT,
                                    Examples.MACHINE));
                }
                for (int step = from; step < 8; step++) {
                    log.on(Examples.step(step, step + 0.1 * from));
                }
            }
        }
        var steps = new ArrayList<TrainingEvent>();
        run.validRecord(_ -> {}).readSteps(steps::add);

        assertThat(steps)
                .hasSize(8)
                .isEqualTo(
                        run.record().stream()
                                .filter(TrainingEvent.StepCompleted.class::isInstance)
                                .toList());
    }

    /** Who replays a live run must not meet steps before the changes that led to them. */
    @Test
    void theStepsAreThoseThatThereWereWhenTheRecordWasRead() {
        Run run = new Runs(folder).create("live", Examples.CONFIGURATION, CLOCK);
        var steps = new ArrayList<TrainingEvent>();
        try (var log = EventLog.append(run.events())) {
            log.on(Examples.step(0, 1));
            log.on(Examples.step(1, 2));
            log.caughtUp();
            ValidRecord record = run.validRecord(_ -> {});
            log.on(Examples.step(2, 3));
            log.on(new RunResumed(1, 1, Examples.AT, "c", Examples.EXTENT, Examples.MACHINE));
            log.caughtUp();
            record.readSteps(steps::add);
        }

        assertThat(steps).containsExactly(Examples.step(0, 1), Examples.step(1, 2));
    }

    /** A long record has a million steps, and nobody has to know them to find a few controls. */
    @Test
    void whatChangedARunIsFoundWithoutDecodingItsSteps() throws IOException {
        Run run = new Runs(folder).create("long", Examples.CONFIGURATION, CLOCK);
        TrainingEvent half = applied(0, new Control.Scale(HyperParameter.LEARNING_RATE, 0.5));
        try (var log = EventLog.append(run.events())) {
            log.on(half);
        }
        String undecodable = "{\"event\":\"step\",\"step\":0,\"epoch\":\"first\"}";
        Files.write(run.events(), LineCheck.checked(undecodable, 1), StandardOpenOption.APPEND);
        Files.writeString(run.events(), "\n", StandardOpenOption.APPEND);
        var faults = new ArrayList<String>();

        run.record(faults::add);
        assertThat(faults).hasSize(1);
        faults.clear();
        assertThat(run.changes(faults::add)).containsExactly((ControlAnswered) half);
        assertThat(faults).isEmpty();
    }

    private static TrainingEvent applied(long step, Control control) {
        return Examples.answered(step, control);
    }

    private static Run folderNamed(Runs runs, String name, int seconds) {
        return runs.create(
                name, Configuration.EMPTY, InstantSource.fixed(Instant.ofEpochSecond(seconds)));
    }

    private static final String ASKER =
            """
            void main(String[] arguments) throws Exception {
                try (var file = new java.io.RandomAccessFile(arguments[0], "rw")) {
                    System.out.println(file.getChannel().tryLock() == null ? "held" : "free");
                }
            }
            """;

    private static final String HOLDER =
            """
            void main(String[] arguments) throws Exception {
                try (var file = new java.io.RandomAccessFile(arguments[0], "rw")) {
                    file.getChannel().lock();
                    file.writeBytes("4711\\n");
                    System.out.println("locked");
                    Thread.sleep(60_000);
                }
            }
            """;

    /** A lock is the file's, which a renamed folder takes with it. */
    @Test
    void aRunStaysLockedWhereItsFolderIsRenamed() throws Exception {
        Run run = new Runs(folder).create("before", Configuration.EMPTY, CLOCK);

        try (RunLock lock = run.lock()) {
            Files.move(run.folder(), folder.resolve("after"));
            Run renamed = Run.open(folder.resolve("after"));

            assertThat(renamed.lockState()).isEqualTo(RunLock.State.HELD);
            assertThat(renamed.unrecordedEnd()).isEmpty();
            assertThatThrownBy(renamed::lock)
                    .hasMessage("run after is already being written by this process");
            assertThatThrownBy(RunRemoval.of(new Runs(folder), "after")::complete)
                    .isInstanceOf(RunException.class);

            assertThat(lock.isIntact()).isTrue();
            assertThat(lock.folder()).isEqualTo(renamed.folder());
            assertThat(otherProcessAboutLockOf(renamed)).isEqualTo("held");
        }
        assertThat(otherProcessAboutLockOf(Run.open(folder.resolve("after")))).isEqualTo("free");
    }

    /** The files of the JDK itself can be seen but not locked. */
    @Test
    void whereALockCannotBeTriedNobodySaysThatItIsFree() {
        Path unlockable = Path.of(URI.create("jrt:/java.base/java/lang"));

        assertThat(RunLock.state(unlockable, "Object.class")).isEqualTo(RunLock.State.UNKNOWN);
        assertThat(RunLock.state(folder, "no.lock")).isEqualTo(RunLock.State.FREE);
    }
}
