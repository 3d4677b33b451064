package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.conversation.Conversation;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.schedule.Span;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.state.Unkept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a run gets another name while the run trains. */
@Timeout(120)
class RenamedRunTest {
    private static final int STEPS = 40;

    @TempDir Path folder;

    private final Dataset train = Toys.clouds(23, 1);
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private Trainer trainer() {
        return Toys.trainer().steps(STEPS).checkpointEvery(Span.steps(5)).warnings(said::add);
    }

    private static void turns(Training training, int count) {
        for (int turn = 0; turn < count; turn++) {
            training.turn();
        }
    }

    @Test
    void aRunGoesOnUnderTheNewNameOfItsFolder() throws IOException {
        String whole = trainer().runs(folder, "whole").fit(train).state();
        said.clear();

        TrainingResult result;
        try (Training training = trainer().runs(folder, "before").prepare(train)) {
            turns(training, 12);
            Files.move(folder.resolve("before"), folder.resolve("after"));
            turns(training, 12);
            result = training.run();
        }

        Run run = result.run().orElseThrow();
        assertThat(run.id()).isEqualTo("after");
        assertThat(folder.resolve("before")).doesNotExist();
        assertThat(result.unkept()).isEmpty();
        assertThat(result.state()).isEqualTo(whole);
        assertThat(said)
                .containsExactly(
                        "the run's folder %s was renamed; the run continues in %s"
                                .formatted(folder.resolve("before"), folder.resolve("after")));
        assertThat(run.record())
                .filteredOn(TrainingEvent.Note.class::isInstance)
                .extracting(note -> ((TrainingEvent.Note) note).text())
                .containsOnlyOnce(said.getFirst());
        assertThat(Model.load(run.model()).provenance().toString()).contains(whole);
        assertThat(new CheckpointStore(run.checkpoints(), 3).newest().step()).isEqualTo(STEPS);
        assertThat(run.end().orElseThrow().state()).isEqualTo(whole);
        assertThat(run.isLive()).isFalse();
    }

    @Test
    void aRenamedRunAnswersRequests() throws Exception {
        try (Training training = trainer().runs(folder, "before").prepare(train)) {
            turns(training, 12);
            Files.move(folder.resolve("before"), folder.resolve("after"));
            Run renamed = Run.open(folder.resolve("after"));
            Conversation.Exchange asked =
                    Conversation.with(renamed, "test", InstantSource.system())
                            .ask(new Control.Quit());
            training.run();

            assertThat(asked.await(Duration.ofSeconds(30)))
                    .isInstanceOf(Conversation.Reply.Answered.class);
        }
    }

    @Test
    void nothingIsWrittenIntoTheFolderOfAnotherRunThatHasTheName(@TempDir Path elsewhere)
            throws IOException {
        try (Training training = trainer().runs(folder, "fox").prepare(train)) {
            turns(training, 12);
            training.request(new Control.Checkpoint(), "test");
            training.turn();
            Files.move(folder.resolve("fox"), elsewhere.resolve("fox"));
            TrainingResult other = trainer().seed(5).runs(folder, "fox").fit(train);
            turns(training, 12);
            TrainingResult result = training.run();

            Run there = other.run().orElseThrow();
            assertThat(result.unkept())
                    .extracting(Unkept::item)
                    .containsExactlyInAnyOrder(
                            Unkept.Item.FOLDER,
                            Unkept.Item.LOG,
                            Unkept.Item.MODEL,
                            Unkept.Item.CHECKPOINT,
                            Unkept.Item.BEST_CHECKPOINT);
            assertThat(said)
                    .anyMatch(text ->
                            text.contains(
                                    "fox is the folder of another run now, since that of this run was moved away or removed; move it back to let this run be saved"));
            assertThat(Model.load(there.model()).provenance().toString()).contains(other.state());
            assertThat(new CheckpointStore(there.checkpoints(), 3).newest().step())
                    .isEqualTo(STEPS);
            try (Training again = trainer().seed(5).runIn(there).prepare(train)) {
                Resume.goOn(again, there, Changes.REFUSED);
                assertThat(again.run().state()).isEqualTo(other.state());
            }
        }
    }

    @Test
    void aFolderThatIsMovedBackIsWrittenAgainAndBothAreSaid(@TempDir Path elsewhere)
            throws Exception {
        try (Training training = trainer().runs(folder, "fox").prepare(train)) {
            turns(training, 12);
            Files.move(folder.resolve("fox"), elsewhere.resolve("fox"));
            String away =
                    "the run's folder %s was moved away or removed; nothing more is saved until it is back"
                            .formatted(folder.resolve("fox"));
            turns(training, 12);
            while (!said.contains(away)) {
                Thread.sleep(5);
            }
            Files.move(elsewhere.resolve("fox"), folder.resolve("fox"));
            TrainingResult result = training.run();

            assertThat(result.unkept()).isEmpty();
            Run run = result.run().orElseThrow();
            String back =
                    "the run's folder %s is back; the run is saved there again"
                            .formatted(folder.resolve("fox"));
            assertThat(said).containsSubsequence(away, back).containsOnlyOnce(away);
            assertThat(run.record())
                    .filteredOn(TrainingEvent.Note.class::isInstance)
                    .extracting(note -> ((TrainingEvent.Note) note).text())
                    .contains(away, back);
            assertThat(run.model()).isNotEmptyFile();
            assertThat(new CheckpointStore(run.checkpoints(), 3).newest().step()).isEqualTo(STEPS);
        }
    }
}
