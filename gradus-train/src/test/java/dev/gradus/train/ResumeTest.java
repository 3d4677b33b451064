package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adamw;
import static dev.gradus.nn.optimizer.Optimizers.lion;
import static dev.gradus.nn.optimizer.Optimizers.nesterov;
import static dev.gradus.nn.optimizer.Optimizers.sgd;
import static dev.gradus.schedule.named.Schedules.cosine;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.control.Control;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.train.session.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that goes on from a snapshot gives the bits it would have given without the stop. */
class ResumeTest {
    private static final int STEPS = 20;

    private final Dataset train = Toys.clouds(23, 1);

    /** Dropout, running statistics, slots, a schedule, controllers and rules all have a state. */
    static Stream<Trainer> everythingThatHasAState() {
        var network =
                Network.of(
                        Shape.vector(2),
                        dropout(0.1),
                        dense(7),
                        batchNorm(),
                        tanh(),
                        dropout(0.3),
                        dense(3));
        Trainer trainer =
                Trainer.of(network, softmaxCrossEntropy())
                        .backend("java")
                        .threads(1)
                        .batchSize(5)
                        .steps(STEPS)
                        .seed(3)
                        .validateOn(0.2)
                        .stopWhen(StopRule.patience(50))
                        .controllers(Plateau.plateau().factor(0.5).patience(1).threshold(0.5, 0));
        return Stream.of(
                trainer.optimizer(adamw()).learningRate(oneCycle(0.05)),
                trainer.optimizer(adamw()).precision(Precision.BF16).learningRate(oneCycle(0.05)),
                trainer.optimizer(nesterov(0.9)).learningRate(cosine(0.1, 0)),
                trainer.optimizer(lion()).learningRate(0.01),
                trainer.optimizer(adamw()).learningRate(0.01).freeze("batchNorm*"),
                trainer.optimizer(sgd()).learningRate(0.1).weightDecay(0.01),
                trainer.learningRate(0.1).average(WeightAverage.ema(0.9)),
                trainer.learningRate(0.1)
                        .average(new WeightAverage.Swa(0.3, 2))
                        .stopWhen(StopRule.patience(3)));
    }

    @ParameterizedTest
    @MethodSource("everythingThatHasAState")
    void fromEveryStepTheEndIsTheSame(Trainer trainer) {
        TrainingResult whole = trainer.fit(train);
        try (Training first = trainer.prepare(train)) {
            for (int step = 0; step < STEPS; step++) {
                Snapshot snapshot = first.snapshot();
                assertThat(snapshot.step()).isEqualTo(step);
                try (Training resumed = trainer.prepare(train)) {
                    resumed.restore(snapshot);
                    TrainingResult result = resumed.run();
                    assertThat(result.state()).as("from step %d", step).isEqualTo(whole.state());
                    assertThat(result.validation()).isEqualTo(whole.validation());
                    assertThat(result.model().values()).isEqualTo(whole.model().values());
                    assertThat(result.reported()).isEqualTo(whole.reported());
                }
                first.turn();
            }
            assertThat(first.run().state()).isEqualTo(whole.state());
        }
    }

    @Test
    void aResumedRunSumsUpTheEpochItWasStoppedIn() {
        var whole = new Toys.Recorder();
        Toys.trainer().listeners(whole).fit(train);
        var recorder = new Toys.Recorder();
        try (Training first = Toys.trainer().prepare(train);
                Training second = Toys.trainer().listeners(recorder).prepare(train)) {
            for (int step = 0; step < 7; step++) {
                first.turn();
            }
            second.restore(first.snapshot());
            second.run();
        }

        assertThat(recorder.epochs().stream().map(epoch -> epoch.trainLoss()))
                .containsExactlyElementsOf(
                        whole.epochs().stream().skip(1).map(epoch -> epoch.trainLoss()).toList());
    }

    @Test
    void whatAPersonAskedForIsPartOfTheState() {
        List<Control> wishes =
                List.of(
                        new Control.Set(HyperParameter.LEARNING_RATE, 0.3),
                        new Control.Scale(HyperParameter.LEARNING_RATE, 0.5),
                        new Control.ReplaceSchedule(HyperParameter.WEIGHT_DECAY, "linear(0.1, 0)"),
                        new Control.CoolDown("3"));
        for (Control wish : wishes) {
            try (Training first = Toys.trainer().prepare(train);
                    Training second = Toys.trainer().prepare(train)) {
                first.turn();
                first.turn();
                first.request(wish, "test");
                first.turn();
                second.restore(first.snapshot());
                assertThat(second.run().state()).as("%s", wish).isEqualTo(first.run().state());
            }
        }
    }

    @Test
    void aSnapshotOfAnotherNetworkIsRefused() {
        Trainer other =
                Trainer.of(Network.of(Shape.vector(2), dense(3)), softmaxCrossEntropy())
                        .backend("java")
                        .learningRate(0.1)
                        .epochs(1);
        try (Training one = Toys.trainer().prepare(train);
                Training two = other.prepare(train)) {
            Snapshot snapshot = one.snapshot();
            assertThatThrownBy(() -> two.restore(snapshot))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the state has dense1.weight with 16 values, but the network has no such part");
        }
    }
}
