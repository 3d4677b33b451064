package dev.gradus.train;

import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.dAdaptAdam;
import static dev.gradus.nn.optimizer.Optimizers.dAdaptSgd;
import static dev.gradus.nn.optimizer.Optimizers.dog;
import static dev.gradus.nn.optimizer.Optimizers.prodigy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.schedule.Law;
import dev.gradus.train.finder.Budget;
import dev.gradus.train.session.TrainingSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training with optimizers that find their own rate. */
class RateFreeTest {
    private static final int STEPS = 60;

    private final Dataset train = Toys.clouds(60, 1);

    static Stream<RateFree> optimizers() {
        return Stream.of(prodigy(), dAdaptAdam(), dAdaptSgd(0.9), dog());
    }

    /** Without a learning rate of the user's. */
    private static Trainer trainer(RateFree optimizer) {
        return Trainer.of(Toys.network(), softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .batchSize(5)
                .seed(1)
                .steps(STEPS)
                .optimizer(optimizer);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theRateIsMultipliedByTheirsAndIs1UnlessItIsWritten(RateFree optimizer) {
        assertThat(trainer(optimizer).fit(train).state())
                .isEqualTo(trainer(optimizer).learningRate(1).fit(train).state())
                .isNotEqualTo(trainer(optimizer).learningRate(0.5).fit(train).state());
    }

    /** With all examples in each update, one that changes nothing is as if it had not been. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void updatesAtRate0BeforeTheFirstChangeNothing(RateFree optimizer) {
        var late = new Law("late", step -> step < 3 ? 0 : 1);

        double[] waiting = losses(trainer(optimizer).learningRate(late).fullBatch().steps(23));
        double[] whole = losses(trainer(optimizer).learningRate(1).fullBatch().steps(20));

        assertThat(Arrays.copyOfRange(waiting, 3, 23)).containsExactly(whole, offset(1e-4));
    }

    /** A plateau may set the weights back to the best; dAdaptSgd computes them anew each time. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void weightsSetFromOutsideLast(double momentum) {
        var slow = new Law("slow", step -> step < 40 ? 1 : 1e-6);
        try (var session = trainer(dAdaptSgd(momentum)).learningRate(slow).session(train)) {
            advance(session, 10);
            StateValues early = StateValues.ofModel(session.program());
            advance(session, 30);
            double way = distance(early, StateValues.ofModel(session.program()));
            session.goOnFrom(early);
            advance(session, 15);
            assertThat(distance(early, StateValues.ofModel(session.program())))
                    .isLessThan(0.1 * way);
        }
    }

    private static void advance(TrainingSession session, int steps) {
        for (int step = 0; step < steps; step++) {
            assertThat(session.advance()).isTrue();
        }
    }

    private static double distance(StateValues one, StateValues other) {
        double squares = 0;
        for (int i = 0; i < one.entries().size(); i++) {
            for (int j = 0; j < one.values(i).length; j++) {
                squares += Math.pow(one.values(i)[j] - other.values(i)[j], 2);
            }
        }
        return Math.sqrt(squares);
    }

    /** What multiplied the rate before is in no checkpoint. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void aRateOf0IsMultipliedByNothing(RateFree optimizer) {
        var recorder = new Toys.Recorder();
        var ending = new Law("ending", step -> step < 40 ? 1 : 0);
        trainer(optimizer).learningRate(ending).listeners(recorder).fit(train);

        assertThat(recorder.steps().get(39).learningRate().factor()).isNotEqualTo(1);
        assertThat(recorder.steps().subList(40, STEPS))
                .allSatisfy(step -> assertThat(step.learningRate().factor()).isEqualTo(1));
    }

    private double[] losses(Trainer trainer) {
        var recorder = new Toys.Recorder();
        trainer.listeners(recorder).fit(train);
        return recorder.steps().stream().mapToDouble(StepCompleted::loss).toArray();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theRecordHasTheRateThatWasUsedAndItsParts(RateFree optimizer) {
        var recorder = new Toys.Recorder();
        trainer(optimizer).learningRate(0.5).listeners(recorder).fit(train);

        assertThat(recorder.steps())
                .hasSize(STEPS)
                .allSatisfy(step -> {
                    LearningRate rate = step.learningRate();
                    assertThat(rate.curve()).isEqualTo(0.5);
                    assertThat(rate.value()).isEqualTo(0.5 * rate.factor()).isPositive();
                });
        List<Double> used =
                recorder.steps().stream()
                        .map(StepCompleted::learningRate)
                        .map(LearningRate::value)
                        .toList();
        assertThat(used.getLast()).isGreaterThan(2 * used.getFirst());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void learnsWithoutBeingGivenARate(RateFree optimizer) {
        var recorder = new Toys.Recorder();
        trainer(optimizer).steps(600).listeners(recorder).fit(train);

        assertThat(recorder.epochs().getLast().trainLoss())
                .isLessThan(0.7 * recorder.epochs().getFirst().trainLoss());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aReplayHasTheSameBits(RateFree optimizer, @TempDir Path runs) {
        var result = trainer(optimizer).runs(runs, "one").fit(train);

        try (Training again = trainer(optimizer).prepare(train)) {
            assertThat(Replay.of(result.run().orElseThrow().record(), again))
                    .isEqualTo(new Replay.Identical(STEPS, Replay.State.COMPARED));
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void thereIsNoRateToSearchFor(RateFree optimizer) {
        assertThatThrownBy(() -> Finder.of(trainer(optimizer)).sweep(train))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(optimizer + " finds its own rate while it trains");
        assertThatThrownBy(() ->
                        Finder.of(trainer(optimizer))
                                .search(train, Budget.usual(), new Finder.Watcher() {}))
                .hasMessageContaining("leave the learning rate out");
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void groupsAreFrozenOrHaveTheCommonRate(RateFree optimizer) {
        var tenfold = new ParameterGroup("dense2*", 10, 1);

        assertThatThrownBy(() -> trainer(optimizer).groups(tenfold).fit(train))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        optimizer
                                + " makes one estimate for all parameters, so a group's rate is 0"
                                + " (frozen) or 1; got 10.0 for 'dense2*'");
    }

    @Test
    void othersNeedARate() {
        assertThatThrownBy(() -> trainer(prodigy()).optimizer(adam()).fit(train))
                .hasMessageContaining("there is no learning rate");
    }
}
