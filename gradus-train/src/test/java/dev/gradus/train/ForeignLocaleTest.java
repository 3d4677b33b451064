package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.run.Run;
import dev.gradus.schedule.Span;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arabic digits in a name or a hash, or a Turkish i in a word, would lose a run's checkpoints. */
class ForeignLocaleTest {
    private static final Dataset TRAIN = Toys.clouds(23, 1);
    private static final int STEPS = 12;

    private final Locale usual = Locale.getDefault();
    @TempDir private Path runs;

    @AfterEach
    void restore() {
        Locale.setDefault(usual);
    }

    private static Trainer trainer() {
        return Toys.statefulTrainer()
                .learningRate(0.1)
                .steps(STEPS)
                .validateOn(0.2)
                .checkpointEvery(Span.steps(4));
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource({"ar-EG-u-nu-arab, en-US", "en-US, ar-EG-u-nu-arab", "tr-TR, de-DE"})
    void aRunIsResumedAndReplayedUnderAnotherLocaleToTheSameBits(String first, String second) {
        Locale.setDefault(Locale.ROOT);
        String whole = trainer().fit(TRAIN).state();
        Locale.setDefault(Locale.forLanguageTag(first));
        try (Training training = trainer().runs(runs, "fox").prepare(TRAIN)) {
            while (training.session().step() < 9) {
                training.turn();
            }
        }
        Locale.setDefault(Locale.forLanguageTag(second));
        Run fox = Run.open(runs.resolve("fox"));
        try (Training training = trainer().runIn(fox).prepare(TRAIN)) {
            Loaded newest = new CheckpointStore(fox.checkpoints(), 1).newest();
            assertThat(newest.step()).isEqualTo(8);
            training.resume(newest);
            assertThat(training.run().state()).isEqualTo(whole);
        }
        try (Training training = trainer().prepare(TRAIN)) {
            assertThat(Replay.of(fox.record(), training)).isInstanceOf(Replay.Identical.class);
        }
        assertThat(fox.record().toString()).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
    }
}
