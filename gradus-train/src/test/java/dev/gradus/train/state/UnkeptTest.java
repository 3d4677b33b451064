package dev.gradus.train.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingListener;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.Span;
import dev.gradus.train.Changes;
import dev.gradus.train.Toys;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run could not keep is in its result, and what is damaged stops nothing that is whole. */
@Timeout(120)
class UnkeptTest {
    @TempDir Path folder;

    private final Dataset train = Toys.clouds(23, 1);

    private Trainer trainer() {
        return Toys.trainer()
                .steps(40)
                .checkpointEvery(Span.steps(5))
                .warnings(_ -> {})
                .runs(folder, "fox");
    }

    /** What may be done to the folder of a run while it trains. */
    enum Harm {
        NONE,
        FOLDER_REMOVED(
                Unkept.Item.FOLDER,
                Unkept.Item.LOG,
                Unkept.Item.CHECKPOINT,
                Unkept.Item.BEST_CHECKPOINT),
        FOLDER_REPLACED(Unkept.Item.FOLDER, Unkept.Item.LOG),
        FOLDER_RENAMED,
        LOCK_REMOVED(Unkept.Item.FOLDER),
        CONFIGURATION_REMOVED(Unkept.Item.FOLDER),
        LOG_REMOVED(Unkept.Item.LOG),
        LOG_CUT(Unkept.Item.LOG),
        CHECKPOINTS_REPLACED_BY_A_FILE(Unkept.Item.CHECKPOINT, Unkept.Item.BEST_CHECKPOINT),
        CHECKPOINTS_REPLACED_BY_A_LINK(Unkept.Item.CHECKPOINT, Unkept.Item.BEST_CHECKPOINT),
        CHECKPOINTS_GONE_FOR_A_WHILE;

        @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
        private final List<Unkept.Item> expected;

        Harm(Unkept.Item... expected) {
            this.expected = List.of(expected);
        }

        private void to(Run run) throws IOException, InterruptedException {
            switch (this) {
                case NONE -> {}
                case FOLDER_REMOVED -> delete(run.folder());
                case FOLDER_REPLACED -> {
                    delete(run.folder());
                    Files.createDirectory(run.folder());
                }
                case FOLDER_RENAMED ->
                        Files.move(run.folder(), run.folder().resolveSibling("renamed"));
                case LOCK_REMOVED -> Files.delete(run.folder().resolve("run.lock"));
                case CONFIGURATION_REMOVED ->
                        Files.delete(run.folder().resolve("configuration.json"));
                case LOG_REMOVED -> Files.delete(run.events());
                case LOG_CUT -> {
                    awaitWritten(run.events()); // else nothing would be lost
                    Files.writeString(run.events(), "");
                }
                case CHECKPOINTS_REPLACED_BY_A_FILE, CHECKPOINTS_GONE_FOR_A_WHILE -> {
                    delete(run.checkpoints());
                    Files.writeString(run.checkpoints(), "");
                }
                case CHECKPOINTS_REPLACED_BY_A_LINK -> {
                    delete(run.checkpoints());
                    Files.createSymbolicLink(
                            run.checkpoints(), Files.createTempDirectory("elsewhere"));
                }
            }
        }

        /** Waits until all is written: a write that is under way would hide the cut. */
        private static void awaitWritten(Path file) throws IOException, InterruptedException {
            long before;
            do {
                before = Files.size(file);
                Thread.sleep(300); // steps are written within a tenth of a second
            } while (Files.size(file) == 0 || Files.size(file) > before);
        }

        private void undo(Run run) throws IOException {
            if (this == CHECKPOINTS_GONE_FOR_A_WHILE) {
                Files.delete(run.checkpoints());
            }
        }

        private static void delete(Path folder) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theResultSaysWhatCouldNotBeKept(Harm harm) throws IOException, InterruptedException {
        try (Training training = trainer().prepare(train)) {
            for (int step = 0; step < 12; step++) {
                training.turn();
            }
            training.request(new Control.Checkpoint(), "test");
            training.turn(); // nothing is being written now
            harm.to(training.folder().orElseThrow());
            for (int step = 0; step < 12; step++) {
                training.turn();
            }
            training.request(new Control.Checkpoint(), "test");
            training.turn();
            harm.undo(training.folder().orElseThrow());
            TrainingResult result = training.run();

            assertThat(result.ending().reason()).isEqualTo(BuiltIn.COMPLETED);
            assertThat(result.unkept())
                    .extracting(Unkept::item)
                    .containsExactlyInAnyOrderElementsOf(harm.expected);
            assertThat(result.unkept())
                    .allMatch(each -> each.sentence().contains(" could not be saved: "));
        }
    }

    @Test
    void aFolderThatIsRemovedIsSaidOnceAtOnceAndMadeAgainForTheModel() throws IOException {
        var said = new LinkedBlockingQueue<String>();
        var notes = new ArrayList<String>();
        Trainer trainer =
                trainer()
                        .warnings(said::add)
                        .listeners(event -> {
                            if (event instanceof TrainingEvent.Note note
                                    && note.level() == TrainingEvent.Level.WARNING) {
                                notes.add(note.text());
                            }
                        });
        try (Training training = trainer.prepare(train)) {
            for (int step = 0; step < 6; step++) {
                training.turn();
            }
            training.request(new Control.Checkpoint(), "test");
            training.turn();
            Run run = training.folder().orElseThrow();
            Harm.delete(run.folder());
            for (int step = 0; step < 20; step++) {
                training.turn();
            }
            while (said.isEmpty()) { // the run is not over, and waits
                Thread.onSpinWait();
            }
            TrainingResult result = training.run();

            assertThat(said)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("was moved away or removed; nothing more is saved until it is back");
            assertThat(notes.stream().filter(note -> note.startsWith("could not save"))).hasSize(1);
            assertThat(Model.load(run.model()).provenance().toString()).contains("fox");
            assertThat(result.unkept().getFirst().sentence())
                    .isEqualTo(
                            "the run folder could not be saved: it was removed or moved away during the run, with all that was in it then; what was saved since is in "
                                    + run.folder());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run.lock", "events.jsonl", "checkpoints", "control", "configuration.json"})
    void aLinkInARunFolderIsRefusedByNameOrPassedOverAndWhatItLeadsToIsUntouched(String name)
            throws IOException {
        Run run = trainer().fit(train).run().orElseThrow();
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path original = run.folder().resolve(name);
        Path moved = elsewhere.resolve(name);
        Files.move(original, moved);
        Files.createSymbolicLink(original, moved);
        List<String> before = contents(elsewhere);
        var said = new ArrayList<String>();

        Throwable refused =
                catchThrowable(() -> {
                    Trainer again =
                            trainer().steps(60).warnings(said::add).runIn(Run.open(run.folder()));
                    try (Training training = again.prepare(train)) {
                        training.resume(
                                new CheckpointStore(run.checkpoints(), 3).newest(),
                                Changes.ACCEPTED);
                        training.run().unkept().forEach(each -> said.add(each.sentence()));
                    }
                });
        if (refused != null) {
            assertThat(refused).isInstanceOf(RunException.class);
            said.add(String.valueOf(refused.getMessage()));
        }
        assertThat(said).anyMatch(text -> text.contains(original + " is a symbolic link"));
        assertThat(contents(elsewhere)).isEqualTo(before);
    }

    private static List<String> contents(Path folder) throws IOException {
        var contents = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                contents.add(
                        file
                                + (Files.isRegularFile(file)
                                        ? Arrays.toString(Files.readAllBytes(file))
                                        : ""));
            }
        }
        return contents;
    }

    @Test
    void aPrepareThatFailsGivesTheLockBack() throws IOException {
        Run run = trainer().fit(train).run().orElseThrow();
        Trainer again = trainer().runIn(run);
        Path aside = folder.resolve("aside");
        Files.move(run.events(), aside);
        Files.createDirectory(run.events());
        assertThatThrownBy(() -> again.prepare(train)).isInstanceOf(RunException.class);
        assertThat(run.isLive()).isFalse();
        Files.delete(run.events());
        Files.move(aside, run.events());
        TrainingListener nameless =
                new TrainingListener() {
                    @Override
                    public void on(TrainingEvent event) {}

                    @Override
                    public String name() {
                        throw new IllegalStateException("no name");
                    }
                };
        assertThatThrownBy(() -> again.listeners(nameless).prepare(train))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no name");
        assertThat(run.isLive()).isFalse();

        try (Training training = again.prepare(train)) {
            training.resume(new CheckpointStore(run.checkpoints(), 3).newest());
            assertThat(training.run().steps()).isEqualTo(40);
        }
    }

    @Test
    void aDamagedLineInTheRecordStopsNoResumeAndIsLeftAsItIs() throws IOException {
        Run twin = trainer().runs(folder, "twin").fit(train).run().orElseThrow();
        Run run = trainer().fit(train).run().orElseThrow();
        byte[] record = Files.readAllBytes(run.events());
        // Not the last line's end, without which it is a line that was not written to its end.
        for (int at = 1; at < record.length - 1; at += record.length / 7) {
            record[at] = (byte) 0xff;
        }
        Files.write(run.events(), record);
        assertThat(resumed(run)).isEqualTo(resumed(twin));

        byte[] now = Files.readAllBytes(run.events());
        assertThat(Arrays.copyOf(now, record.length)).isEqualTo(record);
        var faults = new ArrayList<String>();
        List<TrainingEvent> events = run.record(faults::add);
        assertThat(faults).isNotEmpty().allMatch(fault -> fault.startsWith("events.jsonl, line "));
        assertThat(events)
                .anyMatch(event ->
                        event instanceof TrainingEvent.Note note
                                && note.text().contains("left in the file"));
    }

    /** Goes on with a run from before its end and returns the state at its end. */
    private String resumed(Run run) {
        var store = new CheckpointStore(run.checkpoints(), 3);
        long step = store.steps().stream().filter(each -> each < 40).findFirst().orElseThrow();
        try (Training training = trainer().runIn(run).prepare(train)) {
            training.resume(store.at(step));
            return training.run().state();
        }
    }
}
