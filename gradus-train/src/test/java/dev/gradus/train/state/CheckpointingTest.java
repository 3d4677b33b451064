package dev.gradus.train.state;

import static dev.gradus.nn.optimizer.Optimizers.adamw;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.model.file.Contents;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.EventStream;
import dev.gradus.run.event.Refusal;
import dev.gradus.run.event.StepRecord;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingListener;
import dev.gradus.run.json.Configuration;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.train.Changes;
import dev.gradus.train.Resume;
import dev.gradus.train.Toys;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.checkpoint.CheckpointException;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import dev.gradus.train.plan.TrainingClock;
import dev.gradus.train.session.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run leaves checkpoints from which another process goes on to the same bits. */
@Timeout(60)
class CheckpointingTest {
    private static final int STEPS = 30;

    @TempDir private Path runs;
    private final Dataset train = Toys.clouds(23, 1);
    private final Toys.Recorder recorder = new Toys.Recorder();

    /** Everything that has a state: slots, statistics, dropout, controllers, rules, companions. */
    private static Trainer trainer() {
        return Toys.statefulTrainer()
                .steps(STEPS)
                .validateOn(0.2)
                .stopWhen(StopRule.patience(50))
                .controllers(Plateau.plateau().factor(0.5).patience(1).threshold(0.5, 0))
                .optimizer(adamw())
                .learningRate(oneCycle(0.05));
    }

    private Run run(String name) {
        return Run.open(runs.resolve(name));
    }

    private static CheckpointStore store(Run run) {
        return new CheckpointStore(run.checkpoints(), 3);
    }

    @Test
    void fromTheFileOfEveryStepTheEndIsTheSame() {
        TrainingResult whole = trainer().fit(train);
        try (Training first = trainer().runs(runs, "first").keep(99).prepare(train)) {
            for (int step = 0; step < STEPS; step++) {
                first.request(new Control.Checkpoint(), "test");
                first.turn();
            }
            first.run();
        }
        Run run = run("first");
        assertThat(store(run).steps()).hasSize(STEPS + 1);
        for (long step : store(run).steps()) {
            try (Training second = trainer().prepare(train)) {
                second.fork(store(run).at(step));
                TrainingResult result = second.run();
                assertThat(result.state()).as("from step %d", step).isEqualTo(whole.state());
                assertThat(result.steps()).isEqualTo(STEPS);
            }
        }
    }

    /** Counts the steps it has received, and how many of them it was told to secure. */
    private static final class Keeper implements TrainingListener {
        private final AtomicInteger received = new AtomicInteger();
        private volatile int secured;

        @Override
        public void on(TrainingEvent event) {
            if (event instanceof TrainingEvent.StepCompleted) {
                received.incrementAndGet();
            }
        }

        @Override
        public void secure() {
            secured = received.get();
        }
    }

    /** A process may die as soon as a checkpoint is there; the record must have led up to it. */
    @Test
    void whatLedToACheckpointIsSecureBeforeItIsWritten() {
        var keeper = new Keeper();
        var secured = new ArrayList<Integer>();
        try (Training training = trainer().runs(runs, "kept").prepare(train);
                var events = EventStream.to(List.of(keeper), List.of(), _ -> {});
                var checkpoints =
                        new Checkpointing(
                                trainer().settings(),
                                () -> run("kept"),
                                training.session().remaining().horizon(),
                                events,
                                _ -> {
                                    secured.add(keeper.secured);
                                    throw new IllegalStateException("the file does not matter");
                                })) {
            for (int step = 0; step < STEPS; step++) {
                events.step(new StepRecord().begin(step, 0));
                checkpoints.now(
                        new Snapshot.Place(step + 1, step + 1, step + 1, STEPS, 0),
                        training::snapshot);
            }
        }
        assertThat(secured).isEqualTo(IntStream.rangeClosed(1, STEPS).boxed().toList());
    }

    /** In whichever order: both are for the same update. */
    @Test
    void aChangeMadeTogetherWithACheckpointIsInItOnce() {
        Control scale = new Control.Scale(HyperParameter.LEARNING_RATE, 0.5);
        Control save = new Control.Checkpoint();
        var ends = new HashSet<String>();
        for (List<Control> changes :
                List.of(List.of(scale), List.of(scale, save), List.of(save, scale))) {
            String name = "together" + ends.size() + changes.size() + changes.indexOf(save);
            try (Training first = trainer().runs(runs, name).keep(99).prepare(train)) {
                first.turn();
                first.change(changes, "test");
                first.turn();
                first.turn();
            }
            try (Training second = trainer().runIn(run(name)).prepare(train)) {
                Resume.goOn(second, run(name), Changes.REFUSED);
                ends.add(second.run().state());
            }
        }
        assertThat(ends).hasSize(1);
    }

    @Test
    void whatAPersonAskedForIsInTheFile() {
        String whole;
        try (Training first = trainer().runs(runs, "asked").keep(99).prepare(train)) {
            first.turn();
            first.request(new Control.Set(HyperParameter.MOMENTUM, 0.7), "test");
            first.request(new Control.Scale(HyperParameter.LEARNING_RATE, 0.5), "test");
            first.request(
                    new Control.ReplaceSchedule(HyperParameter.LEARNING_RATE, "linear(0.1, 0)"),
                    "test");
            first.turn();
            first.request(new Control.CoolDown("9"), "test");
            first.turn();
            first.request(new Control.Checkpoint(), "test");
            whole = first.run().state();
        }
        Run run = run("asked");
        try (Training second = trainer().runIn(run).prepare(train)) {
            second.resume(store(run).at(3));
            assertThat(second.run().state()).isEqualTo(whole);
        }
    }

    /** The checkpoint that was due after the step does not have it yet. */
    @Test
    void aChangeAfterTheCheckpointOfTheSameStepIsInTheNextOne() {
        Control half = new Control.Scale(HyperParameter.LEARNING_RATE, 0.5);
        for (Control then : List.of(new Control.Checkpoint(), new Control.Quit())) {
            String name = then.getClass().getSimpleName();
            try (Training first =
                    trainer().runs(runs, name).checkpointEvery(Span.steps(1)).prepare(train)) {
                first.turn();
                first.request(half, "test");
                first.request(then, "test");
                first.request(new Control.Quit(), "test");
                first.run();
            }
            Loaded newest = store(run(name)).newest();
            assertThat(newest.step()).isEqualTo(1);
            assertThat(
                            Checkpoint.of(
                                            newest.contents(),
                                            entries(),
                                            trainer().settings().controllers())
                                    .snapshot()
                                    .place()
                                    .changes())
                    .as("saved by %s", name)
                    .isEqualTo(1);
        }
    }

    @Test
    void theBestStaysTheBestWhenItIsSavedAgainWithAChange() {
        try (Training training =
                trainer()
                        .runs(runs, "again")
                        .checkpointEvery(Span.epochs(1))
                        .listeners(recorder)
                        .prepare(train)) {
            do {
                training.turn();
            } while (!training.session().endsEpoch());
            training.request(new Control.Scale(HyperParameter.LEARNING_RATE, 0.5), "test");
            training.request(new Control.Quit(), "test");
            training.run();
        }
        assertThat(recorder.all(CheckpointWritten.class))
                .hasSize(2)
                .allSatisfy(written -> assertThat(written.marks()).contains(Mark.BEST));
    }

    @Test
    void checkpointsComeEachEpochTheBestIsMarkedAndTheNewestAreKept() {
        trainer().runs(runs, "fox").keep(2).listeners(recorder).fit(train);

        List<CheckpointWritten> written = recorder.all(CheckpointWritten.class);
        List<Long> bests =
                recorder.epochs().stream()
                        .filter(epoch -> epoch.marks().contains(Mark.BEST))
                        .map(TrainingEvent.EpochCompleted::step)
                        .toList();
        assertThat(written).extracting(CheckpointWritten::step).isSorted().endsWith(30L);
        assertThat(written)
                .filteredOn(event -> event.marks().contains(Mark.BEST))
                .extracting(CheckpointWritten::step)
                .isSubsetOf(bests)
                .endsWith(bests.getLast());
        assertThat(store(run("fox")).best()).hasValue(bests.getLast());
        assertThat(store(run("fox")).steps()).startsWith(30L).hasSizeLessThanOrEqualTo(3);
    }

    /** Training goes on while a file is written, and a best that was surpassed is not written. */
    @Test
    void trainingDoesNotWaitForTheDiskAndTheLastBestIsWritten() throws InterruptedException {
        var disk = new Semaphore(0);
        var written = new ArrayList<Long>();
        Run slow = emptyRun("slow");
        try (Training training = trainer().prepare(train);
                var events = EventStream.to(List.of(), _ -> {});
                var checkpoints =
                        new Checkpointing(
                                trainer().settings(),
                                () -> slow,
                                training.session().remaining().horizon(),
                                events,
                                snapshot -> {
                                    disk.acquireUninterruptibly();
                                    written.add(snapshot.step());
                                    return checkpoint(snapshot);
                                })) {
            for (long step = 0; step < 6; step++) {
                training.turn();
                checkpoints.afterTurn(step, step + 1, Set.of(Mark.BEST), training::snapshot);
                while (step == 0 && disk.getQueueLength() == 0) {
                    Thread.sleep(1);
                }
            }
            assertThat(written).isEmpty();
            disk.release(2);
            checkpoints.settle();
            assertThat(checkpoints.unkept()).isEmpty();
        }
        assertThat(written).containsExactly(1L, 6L);
        assertThat(store(slow).best()).hasValue(6L);
    }

    /** What is due too early is not forgotten: the state of a later step is saved. */
    @ParameterizedTest
    @CsvSource({
        "0.00001, 0.001", // a hundredth of the time
        "0.05, 5",
        "0.2, 10.2", // no longer than ten seconds without a need
        "1, 30", // a thirtieth
        "20, 600"
    })
    void writingTakesLittleOfTheTimeUnlessTheRunWasToldHowOften(double seconds, double due) {
        long takes = Math.round(seconds * 1e9);
        long next = Math.round(due * 1e9);
        assertThat(savedAt(trainer(), takes, List.of(0L, takes, next - 1, next, next + 1)))
                .containsExactly(4L, 1L);
        Trainer told = trainer().keep(9).checkpointEvery(Span.steps(1));
        assertThat(savedAt(told, takes, List.of(0L, takes, 2 * takes))).containsExactly(3L, 2L, 1L);
    }

    /** Neither a pause nor a long update between two looks of the loop is time to write. */
    @Test
    void timeThatPassesAfterWritingIsNotTimeToWrite() {
        assertThat(savedAt(trainer().keep(9), 20, List.of(0L, 5000L, 10000L)))
                .containsExactly(3L, 2L, 1L);
    }

    /** Returns which steps were saved, the last first, where each takes so long to write. */
    private List<Long> savedAt(Trainer trainer, long takes, List<Long> times) {
        var time = new AtomicLong();
        Run often = emptyRun("often" + times.hashCode());
        var settings =
                trainer.clock(new TrainingClock(time::get, InstantSource.system())).settings();
        try (Training training = trainer().prepare(train);
                var events = EventStream.to(List.of(), _ -> {});
                var checkpoints =
                        new Checkpointing(
                                settings,
                                () -> often,
                                training.session().remaining().horizon(),
                                events,
                                snapshot -> {
                                    time.addAndGet(takes);
                                    return checkpoint(snapshot);
                                })) {
            for (int epoch = 0; epoch < times.size(); epoch++) {
                time.set(times.get(epoch));
                training.turn();
                checkpoints.afterTurn(0, 1000, Set.of(), training::snapshot);
                checkpoints.settle();
            }
        }
        return store(often).steps();
    }

    private Run emptyRun(String name) {
        return new Runs(runs).create(name, new Configuration(Map.of()), InstantSource.system());
    }

    private Checkpoint checkpoint(Snapshot snapshot) {
        return new Checkpoint(
                snapshot, new Configuration(Map.of()), new Machine("java", 1, "f32", Map.of()), "");
    }

    @Test
    void aTimeMayBeTheMeasure() throws InterruptedException {
        try (Training training =
                trainer().runs(runs, "fox").checkpointEvery(Duration.ofNanos(1)).prepare(train)) {
            training.turn();
            while (!store(run("fox")).steps().equals(List.of(1L))) {
                Thread.sleep(1);
            }
        }
        assertThatThrownBy(() -> trainer().checkpointEvery(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("checkpointEvery takes a duration above 0, got PT0S");
        assertThatThrownBy(() -> trainer().keep(0)).hasMessage("keep must be at least 1, got 0");
    }

    @Test
    void aStopLeavesACheckpointFromWhichTheRunGoesOn() {
        TrainingResult whole = trainer().fit(train);
        try (Training first = trainer().runs(runs, "fox").prepare(train)) {
            for (int step = 0; step < 7; step++) {
                first.turn();
            }
            first.request(new Control.Stop(), "terminal");
            assertThat(first.run().ending().reason()).isEqualTo(BuiltIn.STOPPED);
        }
        Run run = run("fox");
        Loaded newest = store(run).newest();
        assertThat(newest.step()).isEqualTo(7);
        try (Training second = trainer().runIn(run).prepare(train)) {
            second.resume(newest);
            assertThat(second.run().state()).isEqualTo(whole.state());
        }
        assertThat(run.record())
                .filteredOn(TrainingEvent.StepCompleted.class::isInstance)
                .hasSize(STEPS);
    }

    @Test
    void aRunThatWasAtItsEndIsAtItsEnd() {
        TrainingResult whole = trainer().runs(runs, "fox").fit(train);
        Run run = run("fox");
        try (Training second = trainer().runIn(run).prepare(train)) {
            second.resume(store(run).newest());
            TrainingResult result = second.run();
            assertThat(result.state()).isEqualTo(whole.state());
            assertThat(result.ending().reason()).isEqualTo(BuiltIn.COMPLETED);
        }
    }

    /** Whatever the writing thread fails with; an error would otherwise wait there for the end. */
    @Test
    void whatFailsInTheWritingThreadIsSaidWhenItHappens() {
        for (Error fault :
                List.of(new OutOfMemoryError("Java heap space"), new StackOverflowError())) {
            Run run = emptyRun("failing" + fault.getClass().getSimpleName());
            var notes = new Toys.Recorder();
            try (Training training = trainer().prepare(train);
                    var events = EventStream.to(List.of(notes), List.of(), _ -> {});
                    var checkpoints =
                            new Checkpointing(
                                    trainer().settings(),
                                    () -> run,
                                    training.session().remaining().horizon(),
                                    events,
                                    _ -> {
                                        throw fault;
                                    })) {
                checkpoints.afterTurn(0, 1000, Set.of(Mark.BEST), training::snapshot);
                checkpoints.settle();
                events.secure();
                String said =
                        fault instanceof OutOfMemoryError
                                ? "could not save the checkpoint of step 0: the Java heap of "
                                : "could not save the checkpoint of step 0: java.lang.StackOverflowError";
                assertThat(notes.all(Note.class))
                        .singleElement()
                        .satisfies(note -> assertThat(note.text()).startsWith(said));
                assertThat(checkpoints.unkept()).hasSize(2);
            }
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsAWarningAndTrainingGoesOn() throws IOException {
        TrainingResult whole = trainer().fit(train);
        Training training = trainer().runs(runs, "fox").listeners(recorder).prepare(train);
        try (training) {
            Path checkpoints = run("fox").checkpoints();
            Files.delete(checkpoints);
            Files.writeString(checkpoints, "in the way");
            training.turn();
            training.request(new Control.Checkpoint(), "test");
            while (training.session().step() < 10) {
                training.turn();
            }
            training.request(new Control.Checkpoint(), "test");
            training.turn();
            Files.delete(checkpoints);
            assertThat(training.run().state()).isEqualTo(whole.state());
        }
        assertThat(recorder.all(Note.class))
                .filteredOn(note -> note.level() == Level.WARNING)
                .isNotEmpty()
                .allSatisfy(note ->
                        assertThat(note.text()).contains("could not save", "training continues"));
        assertThat(recorder.answers(Answer.Refused.class)).hasSize(2);
        assertThat(store(run("fox")).newest().step()).isEqualTo(STEPS);
    }

    @Test
    void withoutAFolderACheckpointIsRefused() {
        try (Training training = trainer().listeners(recorder).prepare(train)) {
            training.request(new Control.Checkpoint(), "test");
            training.run();
        }
        assertThat(recorder.answers(Answer.class))
                .containsExactly(
                        new Answer.Refused(
                                Refusal.CHECKPOINT,
                                "this run keeps no checkpoints: it has no run folder"));
    }

    @Test
    void anotherNetworkAndAnotherMachineAreNamed() {
        trainer().runs(runs, "fox").fit(train);
        Loaded newest = store(run("fox")).newest();
        try (Training other = Toys.trainer().prepare(train)) {
            assertThatThrownBy(() -> other.fork(newest))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("it belongs to another network");
        }
        Contents contents = newest.contents();
        Machine elsewhere =
                new Machine("onednn", 1, "f32", Map.of("kernels", "oneDNN 3.12.0, AVX2, 1 thread"));
        Checkpoint here = Checkpoint.of(contents, entries(), trainer().settings().controllers());
        assertThat(
                        new Checkpoint(here.snapshot(), here.configuration(), elsewhere, "")
                                .difference(here.machine()))
                .hasValueSatisfying(text ->
                        assertThat(text)
                                .startsWith(
                                        "the run continues with another backend (java, it was onednn), another kernels ("));
        assertThat(here.difference(here.machine())).isEmpty();
    }

    private List<StateEntry> entries() {
        try (Training training = trainer().prepare(train)) {
            return training.session().program().state();
        }
    }
}
