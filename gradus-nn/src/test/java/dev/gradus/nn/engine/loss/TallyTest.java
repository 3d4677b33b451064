package dev.gradus.nn.engine.loss;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.metric.Metrics.accuracy;
import static dev.gradus.nn.metric.Metrics.meanAbsoluteError;
import static dev.gradus.nn.metric.Metrics.rSquared;
import static dev.gradus.nn.metric.Metrics.rootMeanSquaredError;
import static dev.gradus.nn.metric.Metrics.topK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.metric.OwnMetric;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.testing.Allocation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class TallyTest {
    static final List<Metric> METRICS =
            List.of(accuracy(), topK(2), meanAbsoluteError(), rootMeanSquaredError(), rSquared());

    private static final float[] OUTPUTS = {
        3, 2, 1, 1, 2, 3, 2, 2, 1, Float.NaN, 0, 0,
    };

    /**
     * Rows 3 2 1, 1 2 3, 2 2 1 and NaN 0 0: equal outputs stand in the order of the classes, NaN
     * stands before all and is never right.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 0 2 0 0, 0.75",
        "1, 1 1 1 1, 0",
        "1, 2 2 1 0, 0.25",
        "2, 1 1 1 1, 1",
        "2, 2 0 2 2, 0",
        "2, 0 2 1 0, 0.75",
    })
    void countsTheClassesAmongTheLargestOutputs(int count, String labels, double share) {
        Tally tally = Tally.of(count == 1 ? accuracy() : topK(count), network(3));
        int[] classes = Stream.of(labels.split(" ")).mapToInt(Integer::parseInt).toArray();
        Batch batch = new Batch(4, 1, Target.classes(3));
        batch.size(4);
        System.arraycopy(classes, 0, batch.labels(), 0, 4);
        tally.add(batch, OUTPUTS);
        assertThat(tally.value()).isEqualTo(share);
    }

    static Stream<Arguments> distances() {
        return Stream.of(
                // y − t: 1 −3, 2 0, −1 1
                Arguments.of(meanAbsoluteError(), 8.0 / 6),
                Arguments.of(rootMeanSquaredError(), Math.sqrt(16.0 / 6)),
                // Column 1 has errors² 6 around targets 0 1 2 (variance sum 2), column 2 has 10
                // around 4 4 1 (6).
                Arguments.of(rSquared(), (1 - 6.0 / 2 + 1 - 10.0 / 6) / 2));
    }

    @ParameterizedTest
    @MethodSource("distances")
    void measuresDistances(Metric metric, double expected) {
        Tally tally = Tally.of(metric, network(2));
        tally.add(values(2, 0, 4, 1, 4), new float[] {1, 1, 3, 4});
        tally.add(values(2, 2, 1), new float[] {1, 2});
        assertThat(tally.value()).isCloseTo(expected, within(1e-15));
        tally.reset();
        assertThat(tally.value()).isNaN();
        tally.add(values(2, 0, 4, 1, 4, 2, 1), new float[] {1, 1, 3, 4, 1, 2});
        assertThat(tally.value()).isCloseTo(expected, within(1e-15));
    }

    /** A class stands for the values 0 1 0. */
    @Test
    void measuresDistancesFromClasses() {
        Tally tally = Tally.of(meanAbsoluteError(), network(3));
        Batch batch = new Batch(1, 1, Target.classes(3));
        batch.size(1);
        batch.labels()[0] = 1;
        tally.add(batch, new float[] {0.5f, 0.5f, 0.25f});
        assertThat(tally.value()).isEqualTo(1.25 / 3);
    }

    @Test
    void explainsVarianceFarFromZero() {
        Tally tally = Tally.of(rSquared(), network(1));
        float base = 1 << 20;
        tally.add(values(1, base, base + 1, base + 2), new float[] {base, base + 1, base + 1});
        assertThat(tally.value()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "4, 0"})
    void explainsTargetsThatNeverVaryAllOrNotAtAll(float output, double expected) {
        Tally tally = Tally.of(rSquared(), network(1));
        tally.add(values(1, 3, 3), new float[] {3, output});
        assertThat(tally.value()).isEqualTo(expected);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Tally.of(accuracy(), network(2)).requireFits(Target.values(2)))
                .hasMessage(
                        "accuracy is for classes, but the data has rows of values; use"
                                + " meanAbsoluteError or rSquared");
        assertThatThrownBy(() -> Tally.of(topK(5), network(5)).requireFits(Target.classes(5)))
                .hasMessage("topK(5) is always 1 with 5 classes; take fewer");
        assertThatThrownBy(() -> Tally.of(rSquared(), network(2)).requireFits(Target.values(3)))
                .hasMessage(
                        "the data has 3 target values a row, but the network has 2 outputs; end it"
                                + " with dense(3)");
        assertThatThrownBy(() -> topK(0)).hasMessage("topK count must be at least 1, got 0");
    }

    @ParameterizedTest
    @FieldSource("METRICS")
    void allocatesNothingPerBatch(Metric metric) {
        Tally tally = Tally.of(metric, network(3));
        Batch batch = new Batch(8, 1, Target.classes(3));
        batch.size(8);
        float[] outputs = new float[24];
        assertThat(Allocation.of(() -> tally.add(batch, outputs))).isZero();
    }

    @Test
    void everyKindOfMetricIsTested() {
        Set<Class<?>> kinds = METRICS.stream().map(Object::getClass).collect(Collectors.toSet());
        kinds.add(OwnMetric.class); // which has examples of its own
        assertThat(kinds).isEqualTo(Set.of(Metric.class.getPermittedSubclasses()));
    }

    private static Batch values(int width, float... values) {
        int rows = values.length / width;
        Batch batch = new Batch(rows, 1, Target.values(width));
        batch.size(rows);
        System.arraycopy(values, 0, batch.values(), 0, values.length);
        return batch;
    }

    private static Network network(int outputs) {
        return Network.of(Shape.vector(1), dense(outputs));
    }
}
