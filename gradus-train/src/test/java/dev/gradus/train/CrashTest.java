package dev.gradus.train;

import static dev.gradus.nn.optimizer.Optimizers.adamw;
import static dev.gradus.nn.optimizer.Optimizers.sgd;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Span;
import dev.gradus.testing.JavaProcess;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are gone from one moment to the next, and what another one makes of it. */
class CrashTest {
    private static final int STEPS = 50;

    @TempDir private Path runs;
    private static final Dataset TRAIN = Toys.clouds(23, 1);

    private static Trainer trainer() {
        return Toys.statefulTrainer()
                .steps(STEPS)
                .validateOn(0.2)
                .checkpointEvery(Span.steps(7))
                .keep(99)
                .optimizer(adamw())
                .learningRate(oneCycle(0.05));
    }

    /** Trains in a process of its own that halts before a step. */
    static final class Mortal {
        private Mortal() {}

        /** Takes the folder of runs, the run's name, and the step it does not live to make. */
        public static void main(String[] arguments) {
            Trainer trainer = trainer().runs(Path.of(arguments[0]), arguments[1]);
            try (Training training = trainer.prepare(TRAIN)) {
                for (int step = 0; step < Integer.parseInt(arguments[2]); step++) {
                    training.turn();
                }
                Runtime.getRuntime().halt(137);
            }
        }
    }

    private void dieBefore(int step) throws Exception {
        Process process =
                JavaProcess.of(
                                "--module-path",
                                System.getProperty("jdk.module.path"),
                                "--patch-module",
                                "dev.gradus.train=" + Path.of("target", "test-classes"),
                                "--module",
                                "dev.gradus.train/" + Mortal.class.getName(),
                                runs.toString(),
                                "run" + step,
                                String.valueOf(step))
                        .redirectErrorStream(true)
                        .redirectOutput(runs.resolve("output" + step).toFile())
                        .start();
        assertThat(process.waitFor())
                .as(Files.readString(runs.resolve("output" + step)))
                .isEqualTo(137);
    }

    private String resumed(String name) {
        Run run = Run.open(runs.resolve(name));
        var store = new CheckpointStore(run.checkpoints(), 3);
        try (Training training = trainer().runIn(run).prepare(TRAIN)) {
            if (store.steps().isEmpty()) {
                training.beginAgain(Optional.empty());
            } else {
                training.resume(store.newest());
            }
            return training.run().state();
        }
    }

    private void dieAndGoOn(IntStream steps) throws Exception {
        String whole = trainer().fit(TRAIN).state();
        for (int step : steps.toArray()) {
            dieBefore(step);
            assertThat(resumed("run" + step)).as("step %d", step).isEqualTo(whole);
        }
    }

    @Test
    @Timeout(120)
    void aRunWhoseProcessHaltsGoesOnToTheSameBits() throws Exception {
        dieAndGoOn(IntStream.of(0, 1, 7, 26, STEPS));
    }

    @Test
    @Tag("slow")
    void whicheverStepItHaltsBefore() throws Exception {
        dieAndGoOn(IntStream.rangeClosed(0, STEPS));
    }

    /** What a process leaves that halts now is what lies in its folder now. */
    @Test
    @Timeout(60)
    void whatLiesInTheFolderBeforeAnyStepGoesOnToTheSameBits() throws IOException {
        try (Training training = trainer().runs(runs, "whole").prepare(TRAIN)) {
            copy(runs.resolve("whole"), runs.resolve("run0"));
            for (int step = 1; step <= STEPS; step++) {
                training.turn();
                copy(runs.resolve("whole"), runs.resolve("run" + step));
            }
        }
        String whole = trainer().fit(TRAIN).state();
        for (int step = 0; step <= STEPS; step++) {
            assertThat(resumed("run" + step)).as("step %d", step).isEqualTo(whole);
        }
    }

    /** The record first, for what it tells of is there when it does. */
    private static void copy(Path from, Path to) throws IOException {
        for (Path file : List.of(Path.of("events.jsonl"), Path.of(""))) {
            try (Stream<Path> files = Files.walk(from.resolve(file))) {
                for (Path each : files.filter(Files::isRegularFile).toList()) {
                    copyOnce(each, to.resolve(from.relativize(each)));
                }
            }
        }
    }

    private static void copyOnce(Path file, Path copy) throws IOException {
        Files.createDirectories(copy.resolveSibling("."));
        if (Files.exists(copy)) {
            return;
        }
        try {
            Files.copy(file, copy);
        } catch (NoSuchFileException renamed) {
            assertThat(renamed.getFile()).contains(".tmp");
        }
    }

    /** Two changes at a step whose checkpoint has the first of them, and one later. */
    private static List<Control> changes(int step) {
        return switch (step) {
            case 10 -> List.of(new Control.Scale(HyperParameter.LEARNING_RATE, 0.5));
            case 14 ->
                    List.of(
                            new Control.Scale(HyperParameter.LEARNING_RATE, 0.5),
                            new Control.Checkpoint(),
                            new Control.Scale(HyperParameter.LEARNING_RATE, 3));
            case 17 -> List.of(new Control.Set(HyperParameter.MOMENTUM, 0.7));
            case 20 -> List.of(new Control.Checkpoint());
            case 25 -> List.of(new Control.CoolDown("12"));
            default -> List.of();
        };
    }

    private static void turn(Training training, int end) {
        while (training.session().step() < end && !training.isOver()) {
            changes((int) training.session().step())
                    .forEach(control -> training.request(control, "test"));
            training.turn();
        }
    }

    @ParameterizedTest
    @Timeout(60)
    @ValueSource(ints = {11, 15, 16, 18, 21, 26, 31})
    void changesThatWereMadeAfterTheCheckpointAreMadeAgain(int halt) {
        Trainer trainer = trainer().checkpointEvery(Span.steps(1000));
        String whole;
        try (Training training = trainer.prepare(TRAIN)) {
            turn(training, STEPS);
            whole = training.run().state();
        }
        for (long from : died(trainer, "first", halt).steps()) {
            assertGoesOn(trainer, halt, from, whole);
        }
        assertGoesOn(trainer, halt, -1, whole);
    }

    /** Returns the checkpoints of a run whose process died after this many steps. */
    private CheckpointStore died(Trainer trainer, String name, int halt) {
        try (Training first = trainer.runs(runs, name).prepare(TRAIN)) {
            turn(first, halt);
        }
        return new CheckpointStore(Run.open(runs.resolve(name)).checkpoints(), 1);
    }

    private void assertGoesOn(Trainer trainer, int halt, long from, String whole) {
        String name = "from" + from;
        CheckpointStore store = died(trainer, name, halt);
        Run run = Run.open(runs.resolve(name));
        try (Training second = trainer.runIn(run).prepare(TRAIN)) {
            resume(second, store, from);
            while (second.session().step() < halt) {
                second.turn();
            }
            turn(second, STEPS);
            assertThat(second.run().state()).as(name).isEqualTo(whole);
        }
        try (Training third = trainer.prepare(TRAIN)) {
            assertThat(Replay.of(run.validRecord(_ -> {}), third))
                    .isInstanceOf(Replay.Identical.class);
        }
    }

    private static void resume(Training training, CheckpointStore store, long from) {
        if (from < 0) {
            training.beginAgain(Optional.empty());
        } else {
            Loaded loaded = store.at(from);
            training.resume(loaded);
        }
    }

    @Test
    @Timeout(60)
    void anotherRateOnResumeWinsOverWhatWasSetAfterTheCheckpoint() {
        try (Training first = trainer().runs(runs, "fox").prepare(TRAIN)) {
            turn(first, 12);
        }
        Run fox = Run.open(runs.resolve("fox"));
        try (Training second = trainer().runIn(fox).prepare(TRAIN)) {
            var store = new CheckpointStore(fox.checkpoints(), 1);
            second.resume(store.at(store.steps().getLast()));
            second.change(
                    List.of(new Control.Set(HyperParameter.LEARNING_RATE, 0.001)), "resume --lr");
            second.run();
        }
        assertThat(fox.record().stream().filter(ControlAnswered.class::isInstance))
                .singleElement()
                .extracting("request.by")
                .isEqualTo("resume --lr");
    }

    private static void halt(Trainer trainer, Run run, Long from, int end) {
        var store = new CheckpointStore(run.checkpoints(), 1);
        try (Training training = trainer.runIn(run).prepare(TRAIN)) {
            training.resume(store.at(from));
            while (training.session().step() < end) {
                training.turn();
            }
        }
    }

    @Test
    @Timeout(60)
    void aChangeThatIsLostTwiceIsMadeAgain() {
        Trainer trainer = trainer().checkpointEvery(Span.steps(4));
        String whole;
        try (Training training = trainer.prepare(TRAIN)) {
            turn(training, 19);
            whole = training.run().state();
        }
        long first = died(trainer, "fox", 19).steps().getLast();
        Run fox = Run.open(runs.resolve("fox"));

        halt(trainer, fox, first, 9);
        halt(trainer, fox, first, 13);
        try (Training training = trainer.runIn(fox).prepare(TRAIN)) {
            training.resume(new CheckpointStore(fox.checkpoints(), 1).at(first));
            training.turn();
            training.request(new Control.Quit(), "test");
            training.run();
        }
        try (Training training = trainer.runIn(fox).prepare(TRAIN)) {
            training.resume(new CheckpointStore(fox.checkpoints(), 1).at(first + 1));
            assertThat(training.run().state()).isEqualTo(whole);
        }
        try (Training training = trainer.prepare(TRAIN)) {
            assertThat(Replay.of(fox.validRecord(_ -> {}), training))
                    .isEqualTo(new Replay.Identical(STEPS, Replay.State.COMPARED));
        }
    }

    @ParameterizedTest
    @Timeout(60)
    @ValueSource(ints = {7, 8, 12})
    void aRunThatWasStoppedGoesOnAsIfItHadNotBeen(int step) {
        String whole = trainer().fit(TRAIN).state();
        for (Control stop : List.of(new Control.Stop(), new Control.StopAndKeepBest())) {
            String name = "run" + stop.getClass().getSimpleName();
            try (Training training = trainer().runs(runs, name).prepare(TRAIN)) {
                while (training.session().step() < step) {
                    training.turn();
                }
                training.request(stop, "test");
                assertThat(training.run().ending().reason()).isEqualTo(BuiltIn.STOPPED);
            }
            Run run = Run.open(runs.resolve(name));
            try (Training training = trainer().prepare(TRAIN)) {
                assertThat(Replay.of(run.validRecord(_ -> {}), training))
                        .isEqualTo(new Replay.Identical(step, Replay.State.COMPARED));
            }
            assertThat(resumed(name)).isEqualTo(whole);
            try (Training training = trainer().prepare(TRAIN)) {
                assertThat(Replay.of(run.validRecord(_ -> {}), training))
                        .isEqualTo(new Replay.Identical(STEPS, Replay.State.COMPARED));
            }
        }
    }

    @Test
    @Timeout(60)
    void anotherLengthOnResumeWinsOverOneThatWasLost() {
        trainer().runs(runs, "fox").fit(TRAIN);
        Run fox = Run.open(runs.resolve("fox"));
        var store = new CheckpointStore(fox.checkpoints(), 1);
        long from = store.steps().get(1);
        // The first wish is lost at a step that comes later than that of the second.
        for (int turns = 1; turns >= 0; turns--) {
            try (Training training = trainer().runIn(fox).prepare(TRAIN)) {
                training.resume(store.at(from));
                for (int turn = 0; turn < turns; turn++) {
                    training.turn();
                }
                String length = String.valueOf(55 + 5 * turns);
                training.change(
                        List.of(new Control.Extend(length, Continuation.STRETCH)), "resume");
                training.turn();
            }
        }
        try (Training training = trainer().runIn(fox).prepare(TRAIN)) {
            training.resume(store.at(from));
            assertThat(training.run().steps()).isEqualTo(55);
        }
        try (Training training = trainer().prepare(TRAIN)) {
            assertThat(Replay.of(fox.validRecord(_ -> {}), training))
                    .isEqualTo(new Replay.Identical(55, Replay.State.COMPARED));
        }
    }

    @Test
    @Timeout(60)
    void goingBackIsSaidAndALaterCrashContinuesFromTheNewBranch() {
        var warnings = new ArrayList<String>();
        CheckpointStore store = died(trainer(), "fox", 23);
        long first = store.steps().getLast();
        List<Long> later = store.steps().subList(0, store.steps().size() - 1).reversed();
        assertThat(later).hasSizeGreaterThan(1);
        Run fox = Run.open(runs.resolve("fox"));
        try (Training second = trainer().warnings(warnings::add).runIn(fox).prepare(TRAIN)) {
            second.resume(store.at(first));
            second.turn();
        }
        String said =
                "training goes back to step %s, so later checkpoints (%s) no longer count; they are kept as *.checkpoint.void until training has come as far again"
                        .formatted(
                                first,
                                later.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")));
        assertThat(warnings).contains(said);
        assertThat(fox.record())
                .anyMatch(event -> event instanceof Note note && note.text().equals(said));
        assertThat(store.newest().step()).isEqualTo(first);
        assertThat(fox.checkpoints().resolve(Text.of("step-%09d.checkpoint.void", later.getLast())))
                .exists();
    }

    @Test
    void aRequestThatIsRefusedNowIsTheDifferenceThatAReplayReports() {
        try (Training first = trainer().runs(runs, "fox").prepare(TRAIN)) {
            first.change(List.of(new Control.Set(HyperParameter.MOMENTUM, 0.7)), "test");
            turn(first, 3);
        }
        Run fox = Run.open(runs.resolve("fox"));
        try (Training again = trainer().optimizer(sgd()).prepare(TRAIN)) {
            assertThat(Replay.of(fox.validRecord(_ -> {}), again).text())
                    .startsWith(
                            "differs at step 0: \"set momentum 0.7\" was carried out then and is refused now: ");
        }
    }
}
