package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.loss.Losses.binaryCrossEntropy;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.metric.Metrics.accuracy;
import static dev.gradus.nn.metric.Metrics.rSquared;
import static dev.gradus.nn.optimizer.Optimizers.momentum;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.train.batch.Augmentation;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever can fail fails before step 0, and says what to write instead. */
class TrainerErrorsTest {
    private static final Dataset TRAIN = Toys.clouds(23, 1);

    static Stream<Arguments> wrongTrainers() {
        return Stream.of(
                wrong(
                        "learningRate must be a finite number above 0, got 0.0; 0.01 is a start for plain gradient descent, 0.001 for Adam",
                        trainer -> trainer.learningRate(0)),
                wrong(
                        "learningRate must be a finite number above 0, got NaN;",
                        trainer -> trainer.learningRate(Double.NaN)),
                wrong(
                        "the learning rate of linear(0.1, -0.1) is -0.",
                        trainer -> trainer.learningRate(linear(0.1, -0.1))),
                wrong(
                        "the learning rate is 0 at every step of the run; nothing would be learned",
                        trainer -> trainer.learningRate(hold(0))),
                wrong(
                        "law(\"broken\", …) is not a number at step 10, which no optimizer can use; keep the formula finite throughout the run",
                        trainer ->
                                trainer.learningRate(
                                        law("broken", t -> t < 10 ? 0.1 : Double.NaN))),
                wrong(
                        "the momentum is 1 at step 0; it must be at least 0 and below 1 throughout the run",
                        trainer -> trainer.optimizer(momentum(0.9)).momentum(1)),
                wrong(
                        "sgd has no momentum to set; leave momentum out or use an optimizer such as momentum(0.9)",
                        trainer -> trainer.momentum(0.9)),
                wrong(
                        "batchSize must be at least 1, got 0; fullBatch() takes all examples",
                        trainer -> trainer.batchSize(0)),
                wrong(
                        "epochs must be a finite number above 0, got 0.0",
                        trainer -> trainer.epochs(0)),
                wrong("steps must be at least 1, got 0", trainer -> trainer.steps(0)),
                wrong(
                        "clipNorm must be a finite number above 0, got -1.0",
                        trainer -> trainer.clipNorm(-1)),
                wrong("threads must be at least 1, got 0", trainer -> trainer.threads(0)),
                wrong(
                        "a validation share must be above 0 and below 1, such as 0.1; got 1.0",
                        trainer -> trainer.validateOn(1)),
                wrong(
                        "there is no backend \"fast\"; there are [java",
                        trainer -> trainer.backend("fast")),
                wrong(
                        "the run needs accuracy, but measures only loss; metrics need a validation part, as a validation share of 0.1",
                        trainer -> trainer.judgeBy(accuracy())),
                wrong(
                        "the run needs rSquared, but measures only loss, accuracy; add it to its metrics",
                        trainer ->
                                trainer.validateOn(0.2).stopWhen(StopRule.target(rSquared(), 1))),
                wrong(
                        "\"patience 3 loss\" ends the run before plateau(patience=3) can ever lower the rate; give the stop rule more patience than 3",
                        trainer ->
                                trainer.stopWhen(StopRule.patience(3))
                                        .controllers(Plateau.plateau().patience(3))),
                wrong(
                        "shift changes images (channels x height x width), got inputs of shape 2",
                        trainer -> trainer.augment(Augmentation.shift(1))),
                wrong(
                        "arrays (inputs of 1, 2 values) cannot be the validation part for arrays (inputs of 2, 3 classes)",
                        trainer -> trainer.validateOn(values(4, 2))),
                wrong(
                        "accuracy is a share from 0 to 1 and cannot reach the target 98; write 0.98 for 98 %",
                        trainer ->
                                trainer.validateOn(0.2).stopWhen(StopRule.target(accuracy(), 98))),
                wrong(
                        "checkpointEvery takes a span above 0, such as epochs(1), got epochs(0)",
                        trainer -> trainer.checkpointEvery(Span.epochs(0))),
                wrong(
                        "the weight decay is -1 at step 0; it must be at least 0 and finite throughout the run",
                        trainer -> trainer.weightDecay(-1)),
                wrong(
                        "the batch size of linear(8, 0) is 0.",
                        trainer -> trainer.batchSize(linear(8, 0)).epochs(20)));
    }

    private static Arguments wrong(String message, UnaryOperator<Trainer> change) {
        return arguments(message, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTrainers")
    void isRefusedBeforeTheFirstStep(String message, UnaryOperator<Trainer> change) {
        assertThatThrownBy(() -> change.apply(Toys.trainer()).prepare(TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> nulls() {
        return Stream.of(
                wrong("optimizer", trainer -> trainer.optimizer(null)),
                wrong("learningRate", trainer -> trainer.learningRate((Schedule) null)),
                wrong("batchSize", trainer -> trainer.batchSize((Schedule) null)),
                wrong("backend", trainer -> trainer.backend(null)),
                wrong("loss", trainer -> Trainer.of(Toys.network(), null)),
                wrong("network", trainer -> Trainer.of(null, softmaxCrossEntropy())),
                wrong("augmentation", trainer -> trainer.augment(null)),
                wrong("test data", trainer -> trainer.testOn(null)),
                wrong("folder", trainer -> trainer.runs(null)),
                wrong("warnings", trainer -> trainer.warnings(null)),
                wrong("clock", trainer -> trainer.clock(null)),
                wrong("model", trainer -> trainer.startFrom((Model) null)));
    }

    /** A setting that is null is refused where it is given, and never stands for a default. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void nothingIsNamedWhereItIsGiven(String name, UnaryOperator<Trainer> change) {
        assertThatThrownBy(() -> change.apply(Toys.trainer()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(name + " must not be null");
    }

    @Test
    void aClosedTrainingSaysThatItIs() {
        Training training = Toys.trainer().prepare(TRAIN);
        training.close();
        training.close();

        assertThatThrownBy(training::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("this training is closed; prepare another");
    }

    static Stream<Arguments> networksThatDoNotFit() {
        return Stream.of(
                arguments(
                        Network.of(Shape.image(1, 28, 28), conv2d(4, 3), flatten(), dense(3)),
                        "the network's first layer 'conv2d1' takes inputs of shape 1x28x28, but arrays has 2; give the network the shape of its data"),
                arguments(
                        Network.of(Shape.vector(2), dense(4)),
                        "the data has 3 classes, but the network has 4 outputs; end it with dense(3)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("networksThatDoNotFit")
    void aNetworkThatDoesNotFitTheDataIsNamedByItsLayer(Network network, String message) {
        Trainer trainer =
                Trainer.of(network, softmaxCrossEntropy())
                        .backend("java")
                        .learningRate(0.1)
                        .epochs(1);

        assertThatThrownBy(() -> trainer.fit(TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whatWasNotSaidIsAskedFor() {
        Trainer bare = Trainer.of(Toys.network(), softmaxCrossEntropy()).backend("java");

        assertThatThrownBy(() -> bare.epochs(1).fit(TRAIN))
                .hasMessage(
                        "there is no learning rate; write .learningRate(0.01) or .learningRate(oneCycle(0.01))");
        assertThatThrownBy(() -> bare.learningRate(0.1).fit(TRAIN))
                .hasMessage("the run has no length; write .epochs(3) or .steps(1000)");
    }

    @Test
    void classesCannotBeMeasuredLikeValuesNorValuesLikeClasses() {
        Trainer values =
                Trainer.of(Network.of(Shape.vector(1), dense(2)), meanSquaredError())
                        .backend("java")
                        .learningRate(0.1)
                        .epochs(1);

        assertThatThrownBy(() -> values.metrics(accuracy()).fit(values(4, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accuracy");
    }

    @Test
    void badDataEndsTheRunWithItsPlaceAndLeavesARecord(@TempDir Path runs) {
        var recorder = new Toys.Recorder();
        Trainer trainer = Toys.trainer().runs(runs, "poisoned").listeners(recorder);

        assertThatThrownBy(() -> trainer.fit(new Poisoned(TRAIN)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row 11 (counted from 0), input 1 (counted from 0) is NaN");
        assertThatThrownBy(() -> trainer.fit(TRAIN))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("there is already a run 'poisoned'");
        var ended = (RunEnded) recorder.events.getLast();
        assertThat(ended.reason()).isEqualTo(BuiltIn.FAILED);
    }

    /** The clouds, with an input of one example that is no number. */
    private record Poisoned(Dataset source) implements DatasetView {
        @Override
        public void copy(int example, Batch batch, int row) {
            DatasetView.super.copy(example, batch, row);
            if (example == 11) {
                batch.inputs()[row * 2 + 1] = Float.NaN;
            }
        }
    }

    /**
     * Of data in memory each part is looked at, and the row is that of the data, not of a batch.
     */
    @ParameterizedTest
    @ValueSource(strings = {"training", "validation", "test"})
    void targetsThatAreNoProbabilitiesAreNamedBeforeTheFirstStep(String part) {
        Dataset right = values(3, 2);
        float[][] targets = new float[130][2];
        targets[117][1] = 1.5f;
        Dataset wrong = Dataset.ofValues(Shape.vector(1), new float[130][1], targets);
        Trainer trainer =
                Trainer.of(Network.of(Shape.vector(1), dense(2)), binaryCrossEntropy())
                        .validateOn(part.equals("validation") ? wrong : right)
                        .testOn(part.equals("test") ? wrong : right);

        assertThatThrownBy(() -> trainer.prepare(part.equals("training") ? wrong : right))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "row 117 (counted from 0) has target value 1.5 in column 1 (counted from 0); binaryCrossEntropy learns probabilities, from 0 to 1: scale the targets, or use meanSquaredError");
    }

    private static Dataset values(int size, int width) {
        return Dataset.ofValues(Shape.vector(1), new float[size][1], new float[size][width]);
    }
}
