package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.train.batch.Batches;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.session.TrainingSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An average of the weights is the model, and training does not depend on it. */
class WeightAverageTest {
    private static final int STEPS = 20;

    private final Dataset train = Toys.clouds(23, 1);
    private final Dataset held = Toys.clouds(11, 2);

    private static Trainer trainer() {
        return Toys.statefulTrainer().steps(STEPS).learningRate(0.1);
    }

    /** Returns what an entry is after each update. */
    private List<double[]> passed(String name) {
        var passed = new ArrayList<double[]>();
        try (TrainingSession session = trainer().session(train)) {
            for (int step = 0; step < STEPS; step++) {
                session.advance();
                passed.add(wide(values(StateValues.ofModel(session.program()), name)));
            }
        }
        return passed;
    }

    private static double[] mean(List<double[]> all, IntPredicate taken) {
        double[] mean = new double[all.getFirst().length];
        int count = 0;
        for (int step = 0; step < all.size(); step++) {
            if (taken.test(step)) {
                count++;
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += (all.get(step)[i] - mean[i]) / count;
                }
            }
        }
        return mean;
    }

    private static float[] values(StateValues values, String name) {
        List<StateEntry> entries = values.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).name().equals(name)) {
                return values.values(i);
            }
        }
        throw new AssertionError(name);
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static void assertValues(Model model, String name, double[] expected) {
        assertThat(wide(values(model.values(), name))).containsExactly(expected, within(1e-6));
    }

    @Test
    void theModelIsTheExponentialAverage() {
        Model model = trainer().average(WeightAverage.ema(0.8)).fit(train).model();
        List<double[]> passed = passed("dense1.weight");
        double[] average = passed.getFirst().clone();
        for (double[] weights : passed.subList(1, STEPS)) {
            for (int i = 0; i < average.length; i++) {
                average[i] = 0.8 * average[i] + 0.2 * weights[i];
            }
        }
        assertValues(model, "dense1.weight", average);
        assertThat(model.provenance().facts()).containsEntry("average", "ema(0.8)");
    }

    @Test
    void theModelIsTheMeanOfTheLastPartOfTheRun() {
        Model model = trainer().average(WeightAverage.swa(0.75)).fit(train).model();
        assertValues(model, "dense2.weight", mean(passed("dense2.weight"), step -> step >= 15));
        Model third = trainer().average(new WeightAverage.Swa(0.4, 5)).fit(train).model();
        assertValues(
                third,
                "dense2.weight",
                mean(passed("dense2.weight"), step -> step == 12 || step == 17));
    }

    /** The mean over batches of their means and unbiased variances, with the average's weights. */
    @Test
    void statisticsAreMeasuredAnewForTheAverage() {
        Model model = trainer().average(WeightAverage.ema(0.8)).fit(train).model();
        float[] weight = values(model.values(), "dense1.weight");
        float[] bias = values(model.values(), "dense1.bias");
        double[] means = new double[bias.length];
        double[] variances = new double[bias.length];
        int batches = train.size() / 5;
        try (Batches order = Batches.of(train, 5, 3)) {
            for (int step = 0; step < batches; step++) {
                Batch batch = order.at(step);
                for (int c = 0; c < bias.length; c++) {
                    double sum = 0;
                    double squares = 0;
                    for (int row = 0; row < 5; row++) {
                        double value =
                                bias[c]
                                        + weight[2 * c] * batch.inputs()[2 * row]
                                        + weight[2 * c + 1] * batch.inputs()[2 * row + 1];
                        sum += value;
                        squares += value * value;
                    }
                    means[c] += sum / 5 / batches;
                    variances[c] += (squares - sum * sum / 5) / 4 / batches;
                }
            }
        }
        assertThat(wide(values(model.values(), "batchNorm1.mean")))
                .containsExactly(means, within(1e-5));
        assertThat(wide(values(model.values(), "batchNorm1.variance")))
                .containsExactly(variances, within(1e-5));
    }

    @Test
    void whatIsValidatedIsTheAverage() {
        TrainingResult result =
                trainer().average(WeightAverage.ema(0.8)).validateOn(held).fit(train);
        TrainingResult without = trainer().validateOn(held).fit(train);
        double loss = Evaluation.of(result.model(), held).metrics().get("loss");
        assertThat(result.validation().get("loss")).isCloseTo(loss, within(1e-5));
        assertThat(result.validation().get("loss")).isNotEqualTo(without.validation().get("loss"));
        assertThat(result.reported().average()).contains("ema(0.8)");
        assertThat(without.reported().average()).isEmpty();
        assertThat(result.history().best().orElseThrow().validation().get("loss"))
                .as("of the epochs that were validated on the way")
                .isNotEqualTo(without.history().best().orElseThrow().validation().get("loss"));
    }

    @Test
    void theBestBeforeTheAverageBeganIsNone() {
        TrainingResult result =
                trainer()
                        .average(WeightAverage.swa(0.95))
                        .validateOn(held)
                        .stopWhen(StopRule.patience(1))
                        .learningRate(30)
                        .fit(train);
        assertThat(result.steps()).isLessThan(19);
        assertThat(result.reported().average()).isEmpty();
    }

    @Test
    void anAverageThatTakesNothingInIsRefused() {
        Trainer late = trainer().average(new WeightAverage.Swa(0.75, 6));
        assertThatThrownBy(() -> late.fit(train))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "swa(from=0.75, every=6) would not have averaged any weights when the run ends after 20 steps; let it begin earlier or average more often, as in swa(from=0.75)");
        assertThat(
                        trainer()
                                .average(new WeightAverage.Swa(0.75, 5))
                                .fit(train)
                                .reported()
                                .average())
                .isPresent();
    }

    /** The process is about to end: a pass over the data may take longer than it has. */
    @Test
    void anInterruptedRunComputesNoAverageThatTakesAPass() {
        var recorder = new Toys.Recorder();
        try (Training training =
                trainer().average(WeightAverage.ema(0.8)).listeners(recorder).prepare(train)) {
            for (int step = 0; step < 7; step++) {
                training.turn();
            }
            Thread.currentThread().interrupt();
            TrainingResult result = training.run();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(result.reported().average()).isEmpty();
            assertThat(recorder.all(TrainingEvent.Note.class))
                    .anySatisfy(note ->
                            assertThat(note.text())
                                    .startsWith("the saved model has the weights in training"));
        }
    }

    /** From none to one, from one to none, and from one to another. */
    @Test
    void aForkMayBeAveragedAnotherWay(@TempDir Path runs) {
        var one = Optional.of(WeightAverage.ema(0.8));
        Optional<WeightAverage> other = Optional.of(new WeightAverage.Swa(0.1, 1));
        for (var way : List.of(new Way(none(), other), new Way(one, none()), new Way(one, other))) {
            String name = "run" + way.hashCode();
            try (Training first = averaged(way.before).runs(runs, name).prepare(train)) {
                for (int step = 0; step < 7; step++) {
                    first.turn();
                }
                first.request(new Control.Checkpoint(), "test");
                first.turn();
            }
            var store = new CheckpointStore(runs.resolve(name).resolve("checkpoints"), 3);
            var recorder = new Toys.Recorder();
            try (Training second = averaged(way.after).listeners(recorder).prepare(train)) {
                second.fork(store.at(7));
                TrainingResult result = second.run();
                assertThat(result.reported().average()).isEqualTo(way.after.map(Object::toString));
                way.after.ifPresent(_ ->
                        assertValues(
                                result.model(),
                                "dense2.weight",
                                mean(passed("dense2.weight"), step -> step >= 7)));
                assertThat(recorder.all(TrainingEvent.Note.class).toString())
                        .contains("the fork differs from the run of its checkpoint")
                        .satisfies(notes ->
                                assertThat(notes.contains("the average of the weights begins anew"))
                                        .isEqualTo(way.after.isPresent()));
            }
        }
    }

    private record Way(Optional<? extends WeightAverage> before, Optional<WeightAverage> after) {}

    private static Optional<WeightAverage> none() {
        return Optional.empty();
    }

    private static Trainer averaged(Optional<? extends WeightAverage> average) {
        return average.map(each -> trainer().average(each)).orElseGet(WeightAverageTest::trainer);
    }

    @Test
    void trainingIsTheSameWithAnAverage() {
        try (TrainingSession with = trainer().average(WeightAverage.ema(0.9)).session(train);
                TrainingSession without = trainer().session(train)) {
            for (int step = 0; step < STEPS; step++) {
                with.advance();
                with.measure(held);
                without.advance();
                assertThat(StateValues.ofModel(with.program()))
                        .isEqualTo(StateValues.ofModel(without.program()));
            }
        }
    }

    @Test
    void aCoolDownBringsTheLastQuarterNearer() {
        try (Training training =
                trainer().average(WeightAverage.swa(0.75)).steps(1000).prepare(train)) {
            for (int step = 0; step < 12; step++) {
                training.turn();
            }
            training.request(new Control.CoolDown("8"), "test");
            TrainingResult result = training.run();
            assertThat(result.steps()).isEqualTo(20);
            assertThat(result.reported().average()).contains("swa(from=0.75)");
        }
    }

    @Test
    void afterARollBackTheAverageBeginsAnew() {
        float[][] inputs = new float[40][2];
        int[] labels = new int[40];
        for (int i = 0; i < 40; i++) {
            inputs[i][0] = i == 27 ? 3e38f : 0.01f * i;
            inputs[i][1] = i == 27 ? 3e38f : 0.02f * i;
            labels[i] = i % 3;
        }
        var recorder = new Toys.Recorder();
        Dataset data = Dataset.ofLabels(train.input(), inputs, labels, 3);
        TrainingResult result =
                Trainer.of(
                                Network.of(train.input(), dense(8), relu(), dense(3)),
                                softmaxCrossEntropy())
                        .backend("java")
                        .threads(1)
                        .learningRate(0.1)
                        .batchSize(5)
                        .epochs(3)
                        .average(WeightAverage.ema(0.9))
                        .whenNotFinite(NonFinitePolicy.rollBack(0.5, 10))
                        .listeners(recorder)
                        .fit(data);
        assertThat(recorder.all(TrainingEvent.Note.class))
                .anySatisfy(note -> assertThat(note.text()).contains("went back"));
        assertThat(result.reported().average()).contains("ema(0.9)");
        for (int i = 0; i < result.model().values().entries().size(); i++) {
            for (float value : result.model().values().values(i)) {
                assertThat(value).isFinite();
            }
        }
    }
}
