package dev.gradus.train;

import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.scheduleFreeAdamw;
import static dev.gradus.nn.optimizer.Optimizers.scheduleFreeSgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.train.session.Evaluator;
import dev.gradus.train.session.TrainingSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training with optimizers whose average is the model. */
class ScheduleFreeTest {
    private static final int STEPS = 60;

    private final Dataset train = Toys.clouds(60, 1);
    private final Dataset validation = Toys.clouds(40, 2);

    static Stream<ScheduleFree> optimizers() {
        return Stream.of(scheduleFreeSgd(0.9), scheduleFreeAdamw());
    }

    private Trainer trainer(ScheduleFree optimizer) {
        return Trainer.of(Toys.network(), softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .batchSize(5)
                .seed(1)
                .steps(STEPS)
                .validateOn(validation)
                .optimizer(optimizer);
    }

    /** x = y + (1 − 1 / beta) · (z − y), of the weights y and their slots z. */
    private static Map<String, float[]> averages(Program program, ScheduleFree optimizer) {
        var values = new HashMap<String, float[]>();
        for (StateEntry entry : program.state()) {
            float[] read = new float[entry.size()];
            program.read(entry, read);
            values.put(entry.name(), read);
        }
        var averages = new HashMap<String, float[]>();
        program.network()
                .parameters()
                .forEach(parameter -> {
                    float[] y = values.get(parameter.name());
                    float[] z = values.get(parameter.name() + "/base");
                    float[] x = new float[y.length];
                    for (int i = 0; i < x.length; i++) {
                        x[i] = (float) (y[i] + (1 - 1 / optimizer.beta()) * ((double) z[i] - y[i]));
                    }
                    averages.put(parameter.name(), x);
                });
        return averages;
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theAverageIsTheModelAndTrainingIsNotTouchedByIt(ScheduleFree optimizer) {
        try (TrainingSession session = trainer(optimizer).session(train)) {
            for (int step = 0; step < 20; step++) {
                session.advance();
            }
            String before = session.stateHash();
            Map<String, float[]> expected = averages(session.program(), optimizer);
            StateValues model = session.model().values();

            for (int i = 0; i < model.entries().size(); i++) {
                assertThat(model.values(i)).isEqualTo(expected.get(model.entries().get(i).name()));
            }
            assertThat(session.stateHash()).isEqualTo(before);
            Map<String, Double> measured = session.measure(validation);
            assertThat(session.stateHash()).isEqualTo(before);
            model.writeTo(session.program());
            var evaluator = new Evaluator(session.program(), softmaxCrossEntropy(), List.of());
            assertThat(measured.get("loss")).isEqualTo(evaluator.measure(validation).get("loss"));
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aRunResultsInTheAverageAndReplaysToTheBit(ScheduleFree optimizer, @TempDir Path runs) {
        var recorder = new Toys.Recorder();
        var result = trainer(optimizer).listeners(recorder).runs(runs, "one").fit(train);

        assertThat(result.validation().get("loss"))
                .isEqualTo(recorder.epochs().getLast().validation().get("loss"))
                .isLessThan(0.8 * Math.log(3));
        try (Training again = trainer(optimizer).prepare(train)) {
            assertThat(Replay.of(result.run().orElseThrow().record(), again))
                    .isEqualTo(new Replay.Identical(STEPS, Replay.State.COMPARED));
            assertThat(again.session().model().values()).isEqualTo(result.model().values());
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void itsRateIsSearchedFor(ScheduleFree optimizer) {
        assertThat(Finder.of(trainer(optimizer)).sweep(train).sweeps())
                .allSatisfy(sweep -> assertThat(sweep.points()).hasSizeGreaterThan(10));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void hasOneAverageAlready(ScheduleFree optimizer) {
        assertThatThrownBy(() -> trainer(optimizer).average(WeightAverage.ema(0.9)).fit(train))
                .hasMessageContaining("keeps its own average of the weights");
    }
}
