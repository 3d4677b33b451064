package dev.gradus.nn.check;

import static dev.gradus.nn.layer.Layers.concat;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.source;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.check.FaultySwish.Fault;
import dev.gradus.nn.check.GradientReport.Deviation;
import dev.gradus.nn.examples.FocalLoss;
import dev.gradus.nn.examples.Swish;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rightLayersAndLossesPassWhateverTheSeed(long seed) {
        GradientCheck.of(new Swish(), Shape.vector(5)).seed(seed).report().requireClose();
        GradientCheck.of(new FaultySwish(Fault.NONE), Shape.image(2, 2, 3))
                .seed(seed)
                .report()
                .requireClose();
        GradientCheck.of(new FocalLoss(0.25, 2), Target.classes(4))
                .seed(seed)
                .report()
                .requireClose();
    }

    /** Hundreds of units, some of them near the corner of their relu or window. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void cornersAreNoFaults(long seed) {
        var network =
                Network.of(
                        Shape.image(1, 8, 8),
                        conv2d(4, 3),
                        relu(),
                        maxPool(2),
                        flatten(),
                        dense(16),
                        relu(),
                        dense(3));

        GradientCheck.of(network).seed(seed).report().requireClose();
        GradientCheck.of(network, softmaxCrossEntropy(), Target.classes(3))
                .seed(seed)
                .report()
                .requireClose();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aPlantedFaultIsFound(Fault fault) {
        for (int seed = 1; seed <= 5; seed++) {
            GradientCheck alone =
                    GradientCheck.of(new FaultySwish(fault), Shape.vector(3)).seed(seed);
            GradientCheck within =
                    GradientCheck.of(
                                    Network.of(
                                            Shape.vector(4),
                                            dense(3),
                                            new FaultySwish(fault),
                                            dense(2)))
                            .seed(seed);

            assertThatThrownBy(() -> alone.report().requireClose())
                    .as("%s alone", fault)
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> within.report().requireClose())
                    .as("%s in a network", fault)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theMessageNamesTheParameterThePlaceAndBothNumbers() {
        GradientReport report =
                GradientCheck.of(new FaultySwish(Fault.WRONG_SIGN), Shape.vector(3)).report();
        Deviation worst = report.worst();

        assertThat(worst.of()).isEqualTo("faultySwish1.beta");
        assertThat(worst.gradient()).isCloseTo(-worst.difference(), within(1e-3));
        assertThat(worst.share()).isCloseTo(2, within(1e-2));
        assertThatThrownBy(report::requireClose)
                .hasMessageMatching(
                        Text.of(
                                "the gradient of 'faultySwish1\\.beta' at %d is -?[0-9.]+, its difference quotient -?[0-9.]+: (2|1\\.99\\d*|2\\.00\\d*) apart, in relation to the gradient, where 0\\.01 is allowed",
                                worst.index()));
    }

    @Test
    void whatDependsOnEarlierPassesIsNamed() {
        GradientReport report =
                GradientCheck.of(new FaultySwish(Fault.ANOTHER_OUTPUT_EACH_PASS), Shape.vector(3))
                        .report();

        assertThatThrownBy(report::requireClose)
                .hasMessageStartingWith("the output at 0 was ")
                .hasMessageEndingWith("a pass must not depend on what an earlier one left");
    }

    /** d Σ c · W x / dx = Wᵀ c: of every example and input, in the examples' order. */
    @Test
    void everyInputAndParameterIsReported() {
        GradientReport report =
                GradientCheck.of(Network.of(Shape.vector(4), dense(3))).samples(10).report();

        assertThat(report.changes()).isEmpty();
        assertThat(report.deviations())
                .extracting(Deviation::of, Deviation::checked, Deviation::size)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("input", 10, 44),
                        org.assertj.core.groups.Tuple.tuple("dense1.weight", 10, 12),
                        org.assertj.core.groups.Tuple.tuple("dense1.bias", 3, 3));
        report.requireClose(1e-4);
    }

    @Test
    void severalInputsKeepTheirNames() {
        var network =
                Network.of(
                        List.of(
                                new Input("pixels", Shape.image(1, 3, 3)),
                                new Input("age", Shape.vector(1))),
                        List.of(
                                concat(
                                        List.of(source("pixels"), conv2d(2, 2), flatten()),
                                        List.of(source("age"), dense(2))),
                                new Swish(),
                                dense(2)));
        GradientReport report = GradientCheck.of(network).report();

        assertThat(report.deviations()).extracting(Deviation::of).contains("pixels", "age");
        report.requireClose();
    }

    /** Σ (y − t)³, and what people do wrong with it. */
    record Cubes(String fault) implements OwnLoss {
        @Override
        public double sum(Rows rows, float[] outputs, float[] gradient) {
            int width = rows.target().outputs();
            double sum = 0;
            double mean = 0;
            for (int i = 0; i < rows.count() * width; i++) {
                mean += outputs[i] / rows.count() / width;
            }
            for (int i = 0; i < rows.count() * width; i++) {
                double distance = outputs[i] - rows.value(i / width, i % width);
                sum += distance * distance * distance;
                double slope = (fault.equals("factor") ? 2 : 3) * distance * distance;
                gradient[i] = (float) (fault.equals("sign") ? -slope : slope);
            }
            return fault.equals("rows") ? sum + mean : sum;
        }
    }

    @Test
    void aFaultyLossIsFound() {
        Target target = Target.values(3);

        GradientCheck.of(new Cubes(""), target).report().requireClose();
        for (String fault : List.of("factor", "sign", "rows")) {
            assertThatThrownBy(() ->
                            GradientCheck.of(new Cubes(fault), target).report().requireClose())
                    .as(fault)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aLossThatMixesExamplesIsNamed() {
        GradientReport report = GradientCheck.of(new Cubes("rows"), Target.values(3)).report();

        assertThat(report.changes())
                .anySatisfy(change ->
                        assertThat(change.of()).isEqualTo("the loss, summed up in slices,"));
    }
}
