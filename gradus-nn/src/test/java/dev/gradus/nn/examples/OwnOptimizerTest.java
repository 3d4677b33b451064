package dev.gradus.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.engine.update.Updater;
import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.optimizer.WeightDecay.Kind;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OwnOptimizerTest {
    private static final float[] GRADIENTS = {0.5f, -0.2f, 0.1f, 0.4f, -3, 0.01f};

    private final List<Parameter> parameters =
            List.of(
                    new Parameter(
                            "dense1.weight",
                            Parameter.Role.WEIGHT,
                            List.of(1),
                            Initializer.zeros(),
                            1,
                            1));

    /** PyTorch's formula in doubles, with its defaults. */
    @Test
    void adamaxFollowsItsFormula() {
        double m = 0;
        double u = 0;
        double w = 1;
        float[] weight = {1};
        float[][] slots = new float[2][1];
        Updater updater = updater(adamax(WeightDecay.none(Kind.L2)), List.of());
        for (int t = 0; t < GRADIENTS.length; t++) {
            float g = GRADIENTS[t];
            m = 0.9 * m + 0.1 * g;
            u = Math.max(0.999 * u, Math.abs(g) + 1e-8);
            w -= 0.002 / (1 - Math.pow(0.9, t + 1)) * m / u;
            update(updater, t, 0, 1, weight, g, slots);

            assertThat(weight[0]).as("after update %d", t).isCloseTo((float) w, within(1e-6f));
        }
    }

    /** Kingma and Ba: the first step has the length of the rate, whatever the gradient. */
    @Test
    void theRateOfAGroupAndTheScaleOfTheGradientAreItsNumbers() {
        float[] weight = {1};
        Updater updater =
                updater(
                        adamax(WeightDecay.none(Kind.L2)),
                        List.of(new ParameterGroup("dense*", 0.5, 1)));
        float[][] slots = new float[2][1];

        update(updater, 0, 0, 0.25, weight, 8, slots);

        assertThat(weight[0]).isCloseTo(0.999f, within(1e-7f));
        assertThat(slots[1][0]).isEqualTo(2);
    }

    @Test
    void bothKindsOfDecayActAsTheyDoElsewhere() {
        float[] weight = {2};
        update(updater(adamax(WeightDecay.l2(0)), List.of()), 0, 0.5, 1, weight, 0, slots());
        assertThat(weight[0]).as("g = 0.5 · 2, a step of the rate").isEqualTo(1.998f);

        weight[0] = 2;
        update(updater(adamax(WeightDecay.decoupled(0)), List.of()), 0, 0.5, 1, weight, 0, slots());
        assertThat(weight[0]).as("2 − rate · 0.5 · 2").isEqualTo(1.998f);

        weight[0] = 4;
        update(updater(adamax(WeightDecay.decoupled(0)), List.of()), 0, 0.5, 1, weight, 0, slots());
        assertThat(weight[0]).as("4 − rate · 0.5 · 4").isEqualTo(3.996f);
    }

    @Test
    void slotsNeedNamesOfTheirOwn() {
        assertThatThrownBy(() -> updater(new Named(List.of("mean", "mean"), 0), List.of()))
                .hasMessage(
                        "the own optimizer Named[slots=[mean, mean], start=0.0] needs a name of its own for each slot, got [mean, mean]");
        assertThatThrownBy(() -> updater(new Named(List.of("the mean"), 0), List.of()))
                .hasMessage(
                        "the name of a slot of the own optimizer Named[slots=[the mean], start=0.0] is a letter, then letters, digits, '_' or '-', got \"the mean\"");
    }

    /** Backends keep zeros between values; a formula must not move them. */
    @Test
    void aWeightWithoutGradientMustStay() {
        assertThatThrownBy(() -> updater(new Named(List.of(), 0.5f), List.of()))
                .hasMessage(
                        "the own optimizer Named[slots=[], start=0.5] moves a weight of 0 whose gradient is 0 to 1.5; it must stay 0, because backends pad with zeros between values");
    }

    private static float[][] slots() {
        return new float[2][1];
    }

    private static Adamax adamax(WeightDecay decay) {
        return new Adamax(0.9, 0.999, 1e-8, decay);
    }

    private Updater updater(OwnOptimizer optimizer, List<ParameterGroup> groups) {
        return Updater.of(optimizer, parameters, groups, Double.POSITIVE_INFINITY);
    }

    private static void update(
            Updater updater,
            long update,
            double decay,
            double scale,
            float[] weight,
            float gradient,
            float[][] slots) {
        updater.begin(update, 0.002, 0.9, decay, scale);
        updater.apply(0, 0, 0, 0, 1, weight, new float[] {gradient}, slots);
    }

    /** Adds a number to every weight. */
    private record Named(List<String> slots, float start) implements OwnOptimizer {
        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.empty();
        }

        @Override
        public WeightDecay weightDecay() {
            return WeightDecay.none(Kind.L2);
        }

        @Override
        public Named weightDecay(WeightDecay weightDecay) {
            return this;
        }

        @Override
        public Formula formula() {
            return (numbers, from, to, weights, gradient, kept) -> {
                for (int i = from; i < to; i++) {
                    weights[i] += start;
                }
            };
        }
    }
}
