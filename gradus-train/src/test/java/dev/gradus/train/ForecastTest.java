package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.Rounds;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
    private final Dataset train = Toys.clouds(120, 3);

    /** Everything that remembers: normalization, dropout, slots, shuffling. */
    private static Trainer trainer() {
        var network =
                Network.of(Shape.vector(2), dense(8), batchNorm(), relu(), dropout(0.2), dense(3));
        return Trainer.of(network, softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .optimizer(adam())
                .learningRate(0.01)
                .batchSize(10)
                .epochs(6)
                .seed(7)
                .validateOn(0.25)
                .validateEvery(2);
    }

    @Test
    void trainingAfterAForecastIsTrainingWithoutItBitForBit() {
        String without = trainer().fit(train).state();

        Trainer trainer = trainer();
        Forecast.of(trainer, train);

        assertThat(trainer.fit(train).state()).isEqualTo(without);
    }

    @Test
    void updatesValidationsAndMemoryAreThoseOfTheRun() {
        Forecast forecast = Forecast.of(trainer().testOn(train), train);

        assertThat(forecast.updates()).isEqualTo(6 * 9); // 90 of 120 rows, in batches of 10
        assertThat(forecast.validations()).isEqualTo(3);
        assertThat(forecast.secondsPerUpdate()).isPositive();
        assertThat(forecast.seconds())
                .isEqualTo(
                        54 * forecast.secondsPerUpdate()
                                + 3 * forecast.secondsPerValidation()
                                + forecast.secondsOfTest(),
                        within(1e-12));
        try (Training training = trainer().prepare(train)) {
            assertThat(forecast.memory().network())
                    .isEqualTo(training.session().program().memory());
        }
        // 67 parameters with two slots each, 16 statistics, and the best model twice
        assertThat(forecast.memory().copies()).isEqualTo(4L * (3 * 67 + 16 + 2 * (67 + 16)));
    }

    @Test
    void aRunWithReplicasIsRefused() {
        Trainer replicas =
                trainer()
                        .replicas(2, new Rounds(20, new Rounds.Outer.Average(), Rounds.Inner.KEEP));

        assertThat(Forecast.isWorthwhile(replicas.epochs(1e7), train)).isFalse();
        assertThatThrownBy(() -> Forecast.of(replicas, train))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave replicas out");
    }

    @Test
    void onlyALongRunIsWorthIt() {
        assertThat(Forecast.isWorthwhile(trainer(), train)).isFalse();
        assertThat(Forecast.isWorthwhile(trainer().epochs(1e6), train)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "59.4, 59 s",
        "119.4, 119 s",
        "119.6, 2 min",
        "7170, 2 h 0 min",
        "9000, 2 h 30 min",
        "172799, 2 days 0 h",
        "180000, 2 days 2 h"
    })
    void aDurationIsSaidInTwoUnitsAtMost(double seconds, String text) {
        assertThat(Forecast.duration(seconds)).isEqualTo(text);
    }

    @Test
    void theSentenceNamesWhatItIsMadeOf() {
        var forecast =
                new Forecast(
                        1266,
                        0.0102,
                        3,
                        0.31,
                        0.5,
                        new MemoryNeed(36_000_001, 5_000_000, 113_000_000, 4_152_000_000L));

        assertThat(forecast.sentence())
                .isEqualTo(
                        "forecast: about 14 s (1,266 updates of 10.2 ms, 3 validations of 0.31 s; measured on a copy); memory: 37 MB for the network and 5 MB to save it; the Java heap holds 113 of at most 4,152 MB");
    }

    @ParameterizedTest
    @CsvSource({"100, 100, 300, false", "100, 101, 300, true", "0, 200, 300, false"})
    void aThirdOfTheHeapIsNotCountedOn(long inUse, long copies, long heap, boolean exceeds) {
        assertThat(new MemoryNeed(0, copies, inUse, heap).exceedsHeap()).isEqualTo(exceeds);
    }

    @Test
    void aRunThatCanBeSavedIsNotWarnedOf(@TempDir Path runs) {
        var warnings = new ArrayList<String>();

        trainer().warnings(warnings::add).runs(runs).fit(train);

        assertThat(warnings).noneMatch(text -> text.contains("heap"));
    }
}
