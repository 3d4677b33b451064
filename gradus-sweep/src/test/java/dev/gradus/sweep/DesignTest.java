package dev.gradus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DesignTest {
    private static final List<Axis> AXES =
            List.of(Axis.parse("lr=0.1, 0.2"), Axis.parse("optimizer=sgd, adam, adamw"));

    @Test
    void aGridTakesEachValueWithEachOther() {
        assertThat(new Design.Grid().points(AXES, 1))
                .containsExactly(
                        Map.of("learningRate", "0.1", "optimizer", "sgd"),
                        Map.of("learningRate", "0.1", "optimizer", "adam"),
                        Map.of("learningRate", "0.1", "optimizer", "adamw"),
                        Map.of("learningRate", "0.2", "optimizer", "sgd"),
                        Map.of("learningRate", "0.2", "optimizer", "adam"),
                        Map.of("learningRate", "0.2", "optimizer", "adamw"));
    }

    @Test
    void aGridOfARangeNeedsToKnowHowMany() {
        assertThatThrownBy(() -> new Design.Grid().points(List.of(Axis.parse("lr=log(0.1, 1)")), 1))
                .hasMessageContaining("write log(0.1, 1, 5)");
    }

    @Test
    void drawnPointsAreAFunctionOfTheSeed() {
        for (Design design : List.of(new Design.Random(5), new Design.QuasiRandom(5))) {
            assertThat(design.points(AXES, 3)).hasSize(5).isEqualTo(design.points(AXES, 3));
            assertThat(design.points(range(2), 3)).isNotEqualTo(design.points(range(2), 4));
        }
    }

    /** The Halton sequence in bases 2 and 3, from its second element on, less the first. */
    @Test
    void quasiRandomPointsAreTheHaltonSequenceMovedBySeed() {
        double[] byTwo = {1 / 2., 1 / 4., 3 / 4., 1 / 8., 5 / 8., 3 / 8., 7 / 8., 1 / 16.};
        double[] byThree = {1 / 3., 2 / 3., 1 / 9., 4 / 9., 7 / 9., 2 / 9., 5 / 9., 8 / 9.};
        var points = new Design.QuasiRandom(8).points(range(2), 5);

        for (int i = 1; i < 8; i++) {
            assertThat(moved(points, i, "clipNorm"))
                    .isCloseTo(wrapped(byTwo[i] - byTwo[0]), near());
            assertThat(moved(points, i, "clipValue"))
                    .isCloseTo(wrapped(byThree[i] - byThree[0]), near());
        }
    }

    @Test
    void aDesignReadsBackAsItselfAndHasAsManyPointsAsItSays() {
        for (Design design :
                List.of(
                        new Design.Grid(),
                        new Design.Random(1),
                        new Design.Random(6),
                        new Design.QuasiRandom(4))) {
            assertThat(Design.parse(design.toString())).isEqualTo(design);
            assertThat(design.size(AXES)).isEqualTo(design.points(AXES, 1).size());
        }
    }

    static Stream<List<Axis>> manyAxes() {
        return Stream.of(
                        List.of("lr=0.1, 0.2"),
                        List.of("lr=0.1, 0.2", "optimizer=sgd, adam, adamw"),
                        List.of("lr=log(1e-3, 1, 7)", "batchSize=8, 16, 32"),
                        List.of("batchSize=linear(1, 6)", "optimizer=sgd"),
                        List.of("weightDecay=linear(0, 0.1, 4)", "steps=1, 2", "clipNorm=1, 2"))
                .map(axes -> axes.stream().map(Axis::parse).toList());
    }

    @ParameterizedTest
    @MethodSource("manyAxes")
    void noPointIsDrawnTwiceAndEachCanBeDrawn(List<Axis> axes) {
        int all = axes.stream().mapToInt(DesignTest::values).reduce(1, (a, b) -> a * b);
        for (int count = 1; count <= all; count++) {
            for (long seed = 1; seed <= 20; seed++) {
                assertThat(new Design.Random(count).points(axes, seed))
                        .hasSize(count)
                        .doesNotHaveDuplicates();
                assertThat(new Design.QuasiRandom(count).points(axes, seed))
                        .hasSize(count)
                        .doesNotHaveDuplicates();
            }
        }
        for (Design design : List.of(new Design.Random(all + 1), new Design.QuasiRandom(all + 1))) {
            assertThatThrownBy(() -> design.points(axes, 1))
                    .hasMessageStartingWith("only %d different points were found in ", all)
                    .hasMessageEndingWith(
                            ", and %d are asked for; ask for fewer, or give the axes more values",
                            all + 1);
        }
    }

    private static int values(Axis axis) {
        return axis.toString().equals("batchSize=linear(1, 6)") ? 6 : axis.values().listed().size();
    }

    @Test
    void manyPointsOfManyAreDrawnSoon() {
        List<Axis> axes = List.of(Axis.parse("steps=linear(1, 20000)"));

        assertThat(new Design.Random(20_000).points(axes, 1)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"random 0", "random 100001", "quasiRandom 999999999"})
    void moreOrFewerPointsThanASweepTakesAreRefused(String text) {
        assertThatThrownBy(() -> Design.parse(text)).hasMessageContaining("from 1 to 100,000");
    }

    private static List<Axis> range(int axes) {
        return List.of(Axis.parse("clipNorm=linear(1, 2)"), Axis.parse("clipValue=linear(1, 2)"))
                .subList(0, axes);
    }

    /** Three digits are kept of numbers between 1 and 2. */
    private static org.assertj.core.data.Offset<Double> near() {
        return within(0.011);
    }

    private static double moved(List<Map<String, String>> points, int i, String axis) {
        return wrapped(
                Double.parseDouble(points.get(i).get(axis))
                        - Double.parseDouble(points.getFirst().get(axis)));
    }

    private static double wrapped(double value) {
        return ((value % 1) + 1.02) % 1 - 0.02;
    }

    @Test
    void halvingGivesEachRungTheBestOfOneInSeveralForThatMuchLonger() {
        assertThat(new Halving(3).rungs(9))
                .containsExactly(
                        new Halving.Rung(9, 9), new Halving.Rung(3, 3), new Halving.Rung(1, 1));
        assertThat(new Halving(2).rungs(11).stream().map(Halving.Rung::points))
                .containsExactly(11, 5, 2, 1);
        assertThat(new Halving(4).rungs(3)).containsExactly(new Halving.Rung(3, 1));
    }

    /** 1,250 steps, divided by 5 six times in doubles, are a little more than a whole number. */
    @Test
    void aRungEndsAfterItsPartOfTheStepsRoundedUp() {
        assertThat(new Halving(5).rungs(15_625).stream().map(rung -> rung.stepsOf(1250)))
                .containsExactly(1L, 1L, 2L, 10L, 50L, 250L, 1250L);
    }
}
