package dev.gradus.train.state;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.metric.Metrics.accuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.examples.FocalLoss;
import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.metric.OwnMetric;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.parameter.OwnInitializer;
import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.recipe.OwnStopRule;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.EventFaults;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.schedule.controller.Memory;
import dev.gradus.schedule.controller.OwnController;
import dev.gradus.train.Changes;
import dev.gradus.train.Replay;
import dev.gradus.train.Toys;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import dev.gradus.train.examples.BoldDriver;
import dev.gradus.train.examples.EverythingOwn;
import dev.gradus.train.examples.GeneralizationLoss;
import dev.gradus.train.session.Ending;
import dev.gradus.train.session.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs with parts of the user's own. */
class OwnPartsTest {
    private final Dataset data = EverythingOwn.data();

    @TempDir Path runs;

    private static Trainer trainer() {
        return EverythingOwn.trainer("java");
    }

    @Test
    void fromEveryStepTheEndIsTheSame() {
        TrainingResult whole = trainer().fit(data);
        try (Training first = trainer().prepare(data)) {
            while (!first.isOver()) {
                Snapshot snapshot = first.snapshot();
                try (Training resumed = trainer().prepare(data)) {
                    resumed.restore(snapshot);
                    TrainingResult result = resumed.run();
                    assertThat(result.state())
                            .as("from %d", snapshot.step())
                            .isEqualTo(whole.state());
                    assertThat(result.validation()).isEqualTo(whole.validation());
                    assertThat(result.ending()).isEqualTo(whole.ending());
                }
                first.turn();
            }
        }
        assertThat(whole.validation()).containsKeys("balancedAccuracy", "accuracy", "loss");
    }

    /** Through files: what controllers and rules remember is in the checkpoint, as are slots. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 12, 23, 31})
    void aRunGoesOnFromItsFolderToTheBit(int steps) {
        var recorder = new Toys.Recorder();
        TrainingResult whole = trainer().listeners(recorder).fit(data);
        Run run = begun(trainer(), steps);

        TrainingResult resumed = resume(trainer(), run, Changes.REFUSED);

        assertThat(resumed.state()).isEqualTo(whole.state());
        assertThat(resumed.validation()).isEqualTo(whole.validation());
        assertThat(run.configuration().values().get("ownParts")).isEqualTo(EverythingOwn.PARTS);
        assertThat(run.configuration().text("loss")).hasValue("FocalLoss[alpha=1.0, gamma=2.0]");
    }

    @Test
    void aReplayIsIdentical() {
        Run run = begun(trainer(), 12);
        resume(trainer(), run, Changes.REFUSED);
        List<TrainingEvent> record = run.record(new EventFaults());
        try (Training again = trainer().prepare(data)) {
            assertThat(Replay.of(record, again)).isInstanceOf(Replay.Identical.class);
        }
    }

    static Stream<Arguments> withoutAPart() {
        return Stream.of(
                change("controller BoldDriver[up=1.05, down=0.5]", Trainer::controllers),
                change(
                        "controller BoldDriver[up=1.05, down=0.5]",
                        trainer -> trainer.controllers(new BoldDriver(1.1, 0.5))),
                change("metric BalancedAccuracy[]", t -> t.metrics(accuracy()).judgeBy(accuracy())),
                change("stop rule GeneralizationLoss[percent=500.0]", Trainer::stopWhen),
                change(
                        "optimizer Adamax[beta1=0.9, beta2=0.99, epsilon=1.0E-8, weightDecay=decoupled(0.01)]",
                        trainer -> trainer.optimizer(Optimizers.adam())));
    }

    private static Arguments change(String missing, UnaryOperator<Trainer> change) {
        return Arguments.of(missing, change);
    }

    @ParameterizedTest
    @MethodSource("withoutAPart")
    void aRunDoesNotGoOnWithoutAPart(String missing, UnaryOperator<Trainer> change) {
        Run run = begun(trainer(), 7);

        assertThatThrownBy(() -> resume(change.apply(trainer()), run, Changes.REFUSED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the run cannot continue with something else: ")
                .hasMessageContaining(
                        "the %s is missing, which the Java program that started the run has; resume from that program and supply it again"
                                .formatted(missing));
    }

    /** What has no name could not be told from another one in the next process. */
    @Test
    void aPartWithoutANameIsRefusedBeforeTheRun() {
        OwnInitializer zeros = (parameter, random, values) -> {};
        var network = Network.of(Shape.vector(2), dense(3).initializer(zeros));
        var nameless =
                Trainer.of(network, softmaxCrossEntropy())
                        .backend("java")
                        .learningRate(0.1)
                        .epochs(1);

        assertThatThrownBy(() -> nameless.prepare(Toys.clouds(9, 1)))
                .hasMessageContaining("must have a name that is the same in every process");
    }

    private record Named(String name) implements OwnMetric {
        @Override
        public Better better() {
            return Better.HIGHER;
        }

        @Override
        public Count count(Shape output) {
            return new Count() {
                @Override
                public void add(Rows rows, float[] outputs) {}

                @Override
                public double value() {
                    return 1;
                }
            };
        }
    }

    @Test
    void aMetricNeedsANameOfItsOwn() {
        assertThatThrownBy(() -> measured(new Named("loss")))
                .hasMessage(
                        "two of the metrics are named \"loss\" (the loss is \"loss\"); give each a different name");
        assertThatThrownBy(() -> measured(accuracy(), new Named("accuracy")))
                .hasMessageStartingWith("two of the metrics are named \"accuracy\"");
        assertThatThrownBy(() -> measured(new Named("my metric")))
                .hasMessage(
                        "the name of a metric is a letter, then letters and digits, got \"my metric\" from Named[name=my metric]");
    }

    private void measured(Metric... metrics) {
        trainer().metrics(metrics).judgeBy(metrics[0]).prepare(data).close();
    }

    private record Ends(String reason) implements OwnStopRule {
        @Override
        public boolean stops(Memory memory, long updates, double seconds) {
            return updates >= 3;
        }

        @Override
        public String detail(Memory memory) {
            return "three are enough";
        }
    }

    @Test
    void anOwnRuleEndsTheRunWithItsReason() {
        TrainingResult result = trainer().stopWhen(new Ends("enough")).fit(data);

        assertThat(result.steps()).isEqualTo(3);
        assertThat(result.ending())
                .isEqualTo(new Ending(new EndReason.Own("enough"), "three are enough"));
        assertThatThrownBy(() -> trainer().stopWhen(new Ends("time")).fit(data))
                .hasMessage(
                        "the reason of the own stop rule Ends[reason=time] must be one word that no other ending uses, as in overfitting, got \"time\"");
    }

    /** Prechelt's GL: 100 · (1.2 / 1 − 1) = 20 %. */
    @Test
    void theRiseOverTheLowestLossIsMeasured() {
        var rule = new GeneralizationLoss(19);
        StopRule.State state = rule.start();
        for (double loss : new double[] {2, 1, 1.1, 1.2}) {
            assertThat(rule.stops(state, 1, 1)).isFalse();
            state = rule.next(state, Map.of("loss", loss));
        }

        assertThat(rule.stops(state, 1, 1)).isTrue();
        assertThat(state.memory().number("lowest")).isEqualTo(1);
        assertThat(rule.detail(state)).isEqualTo("the loss is 20.0 % above its lowest, 1.000");
    }

    @Test
    void aRuleIsGivenWhatItWatches() {
        var rule = new GeneralizationLoss(1);

        assertThatThrownBy(() -> trainer().stopWhen(new Watching(rule, "f1")).prepare(data))
                .hasMessage(
                        "the run needs f1, but measures only loss, balancedAccuracy, accuracy; add it to its metrics");
    }

    private record Watching(OwnStopRule rule, String metric) implements OwnStopRule {
        @Override
        public List<String> watched() {
            return List.of(metric);
        }

        @Override
        public boolean stops(Memory memory, long updates, double seconds) {
            return false;
        }

        @Override
        public String detail(Memory memory) {
            return "";
        }

        @Override
        public String reason() {
            return "watching";
        }
    }

    /** The rate of the next epoch is 1.05 times or half what it would be. */
    @Test
    void aControllersFactorIsInTheRateOfEveryStep() {
        var recorder = new Toys.Recorder();
        trainer().learningRate(0.01).judgeBy(accuracy()).listeners(recorder).fit(data);
        double factor = 1;
        double last = Double.NaN;
        int step = 0;
        for (EpochCompleted epoch : recorder.epochs()) {
            for (; step < epoch.step(); step++) {
                assertThat(recorder.steps().get(step).learningRate().value())
                        .isEqualTo(0.01 * factor);
            }
            double value = epoch.validation().get("accuracy");
            factor *= Double.isNaN(last) ? 1 : value < last ? 1.05 : 0.5;
            last = value;
        }
        assertThat(step).isEqualTo(40);
    }

    @Test
    void aFactorThatIsNoRateEndsTheRunAsFailed() {
        assertThatThrownBy(() -> trainer().controllers(new BoldDriver(0, 0)).fit(data))
                .hasMessage("a controller's factor must be finite and above 0, got 0.0");
    }

    private record Deaf() implements OwnController {
        @Override
        public Watched watched() {
            return Watched.REQUESTS;
        }

        @Override
        public State next(State state, double value, double rate) {
            return state;
        }
    }

    @Test
    void aControllerThatWouldNeverBeToldAnythingIsRefused() {
        assertThatThrownBy(() -> trainer().controllers(new Deaf()).prepare(data))
                .hasMessage(
                        "the own controller Deaf[] watches requests, which come from people and do not reach controllers; watch the training loss or the reported metric");
    }

    private record Exploding(long calls) implements OwnLoss {
        @Override
        public double sum(Rows rows, float[] outputs, float[] gradient) {
            gradient[0] = Float.POSITIVE_INFINITY;
            return 1;
        }
    }

    @Test
    void aGradientThatIsNotFiniteIsHandledAsAnyOther() {
        Trainer exploding =
                Trainer.of(Toys.network(), new Exploding(0))
                        .backend("java")
                        .learningRate(0.1)
                        .epochs(1);

        assertThat(exploding.fit(Toys.clouds(9, 1)).ending().isDiverged()).isTrue();
        assertThat(
                        exploding
                                .whenNotFinite(NonFinitePolicy.skip(1))
                                .fit(Toys.clouds(9, 1))
                                .ending()
                                .isDiverged())
                .isTrue();
    }

    @Test
    void aLossThatDoesNotSuitTheDataIsRefusedBeforeTheRun() {
        var values = Dataset.ofValues(Shape.vector(2), new float[4][2], new float[4][3]);
        var trainer =
                Trainer.of(Network.of(Shape.vector(2), dense(3)), new FocalLoss(1, 2))
                        .learningRate(0.1)
                        .epochs(1);

        assertThatThrownBy(() -> trainer.prepare(values))
                .hasMessage("the focal loss learns classes, but the data has rows of values");
    }

    private record Forgetful() implements OwnController {
        @Override
        public Watched watched() {
            return Watched.TRAINING_LOSS;
        }

        @Override
        public State next(State state, double value, double rate) {
            return new State(0.999 * state.factor(), state.memory().with("mood", "low " + value));
        }
    }

    @Test
    void textsAreRememberedToo() {
        Trainer trainer = trainer().controllers(new Forgetful());
        TrainingResult whole = trainer.fit(data);
        Run run = begun(trainer, 9);

        assertThat(resume(trainer, run, Changes.REFUSED).state()).isEqualTo(whole.state());
    }

    private Run begun(Trainer trainer, int steps) {
        try (Training training = trainer.runs(runs).prepare(data)) {
            for (int step = 0; step < steps; step++) {
                training.turn();
            }
            training.request(new Control.Stop(), "test");
            training.run();
            return training.folder().orElseThrow();
        }
    }

    private TrainingResult resume(Trainer trainer, Run run, Changes changes) {
        try (Training training = trainer.runIn(run).prepare(data)) {
            Loaded newest = new CheckpointStore(run.checkpoints(), 1).newest();
            training.resume(newest, changes);
            return training.run();
        }
    }
}
