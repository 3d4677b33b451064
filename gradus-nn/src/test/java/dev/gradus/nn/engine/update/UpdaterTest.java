package dev.gradus.nn.engine.update;

import static dev.gradus.nn.optimizer.Optimizers.adadelta;
import static dev.gradus.nn.optimizer.Optimizers.adagrad;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.adamw;
import static dev.gradus.nn.optimizer.Optimizers.amsgrad;
import static dev.gradus.nn.optimizer.Optimizers.dAdaptAdam;
import static dev.gradus.nn.optimizer.Optimizers.dAdaptSgd;
import static dev.gradus.nn.optimizer.Optimizers.dog;
import static dev.gradus.nn.optimizer.Optimizers.lamb;
import static dev.gradus.nn.optimizer.Optimizers.lion;
import static dev.gradus.nn.optimizer.Optimizers.momentum;
import static dev.gradus.nn.optimizer.Optimizers.nadam;
import static dev.gradus.nn.optimizer.Optimizers.nesterov;
import static dev.gradus.nn.optimizer.Optimizers.prodigy;
import static dev.gradus.nn.optimizer.Optimizers.radam;
import static dev.gradus.nn.optimizer.Optimizers.rmsprop;
import static dev.gradus.nn.optimizer.Optimizers.scheduleFreeAdamw;
import static dev.gradus.nn.optimizer.Optimizers.scheduleFreeSgd;
import static dev.gradus.nn.optimizer.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Parameter.Role;
import dev.gradus.testing.Allocation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class UpdaterTest {
    /** Two whole blocks and an odd rest. */
    private static final int SIZE = 2 * Updater.BLOCK + 207;

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    static final List<Optimizer> OPTIMIZERS =
            List.of(
                    sgd(),
                    momentum(0.9),
                    nesterov(0.9),
                    adam(),
                    adamw(),
                    amsgrad(),
                    nadam(),
                    radam(),
                    rmsprop(),
                    rmsprop().centered(),
                    adagrad(),
                    adadelta(),
                    lion(),
                    lamb(),
                    prodigy(),
                    prodigy().safeguardWarmup().biasCorrection(),
                    dAdaptAdam(),
                    dAdaptSgd(0.9),
                    dog(),
                    scheduleFreeSgd(0.9),
                    scheduleFreeAdamw());

    /** A parameter being updated with gradients that depend on the update alone. */
    private static final class Run {
        final Updater updater;
        final Optimizer optimizer;
        final float[] weights;
        final float[][] slots;
        final int offset;

        Run(Optimizer optimizer, int offset) {
            this.optimizer = optimizer;
            this.offset = offset;
            updater = updater(optimizer, Role.WEIGHT, List.of(), NO_LIMIT);
            weights = new float[offset + SIZE + offset];
            slots = new float[updater.slots()][weights.length];
            for (int i = 0; i < SIZE; i++) {
                weights[offset + i] = (float) StrictMath.sin(i);
            }
        }

        void update(int update, int... blocks) {
            float[] gradient = new float[weights.length];
            for (int i = 0; i < SIZE; i++) {
                gradient[offset + i] = (float) StrictMath.cos(i * 0.7 + update);
            }
            updater.begin(update, 0.01, optimizer.momentum().orElse(0), 0.1, 1);
            for (int pass = 0; pass < updater.passes(); pass++) {
                updater.beginPass(pass);
                for (int block : blocks) {
                    int from = block * Updater.BLOCK;
                    int length = Math.min(Updater.BLOCK, SIZE - from);
                    updater.apply(pass, 0, block, offset + from, length, weights, gradient, slots);
                }
            }
        }

        float[] values() {
            return Arrays.copyOfRange(weights, offset, offset + SIZE);
        }
    }

    @ParameterizedTest
    @FieldSource("OPTIMIZERS")
    void theOrderOfBlocksAndTheirPlaceChangeNoBit(Optimizer optimizer) {
        var forwards = new Run(optimizer, 0);
        var backwards = new Run(optimizer, 3);
        float[] begin = forwards.values();
        for (int update = 0; update < 8; update++) {
            forwards.update(update, 0, 1, 2);
            backwards.update(update, 2, 0, 1);
        }
        assertThat(backwards.values()).isEqualTo(forwards.values()).isNotEqualTo(begin);
        assertThat(Arrays.copyOf(backwards.weights, 3)).containsOnly(0);
        assertThat(Arrays.copyOfRange(backwards.weights, 3 + SIZE, 6 + SIZE)).containsOnly(0);
    }

    /**
     * A resumed run has a new updater and continues with the weights, the slots, the numbers and
     * the count.
     */
    @ParameterizedTest
    @FieldSource("OPTIMIZERS")
    void aNewUpdaterGoesOnWithTheSameBits(Optimizer optimizer) {
        var whole = new Run(optimizer, 0);
        var resumed = new Run(optimizer, 0);
        for (int update = 0; update < 12; update++) {
            whole.update(update, 0, 1, 2);
            if (update == 6) {
                System.arraycopy(whole.weights, 0, resumed.weights, 0, SIZE);
                for (int s = 0; s < whole.slots.length; s++) {
                    System.arraycopy(whole.slots[s], 0, resumed.slots[s], 0, SIZE);
                }
                double[] numbers = whole.updater.numbers();
                System.arraycopy(numbers, 0, resumed.updater.numbers(), 0, numbers.length);
            } else if (update > 6) {
                resumed.update(update, 0, 1, 2);
            }
        }
        assertThat(resumed.values()).isEqualTo(whole.values());
    }

    @Test
    void goesBackToAnEarlierUpdateWithTheSameBits() {
        var straight = new Run(nadam(), 0);
        straight.update(0, 0, 1, 2);
        var returned = new Run(nadam(), 0);
        returned.updater.begin(500, 0.01, 0.9, 0, 1);
        returned.update(0, 0, 1, 2);
        assertThat(returned.values()).isEqualTo(straight.values());
    }

    @ParameterizedTest
    @FieldSource("OPTIMIZERS")
    void allocatesNothing(Optimizer optimizer) {
        Updater updater = updater(optimizer, Role.WEIGHT, List.of(), 0.5);
        float[] weights = new float[Updater.BLOCK];
        float[] gradient = new float[Updater.BLOCK];
        float[][] slots = new float[updater.slots()][Updater.BLOCK];
        int[] update = {0};
        assertThat(
                        Allocation.of(() -> {
                            updater.clip(0, Updater.BLOCK, gradient);
                            updater.begin(update[0]++, 0.1, 0.9, 0.1, 0.5);
                            for (int pass = 0; pass < updater.passes(); pass++) {
                                updater.beginPass(pass);
                                updater.apply(
                                        pass, 0, 0, 0, Updater.BLOCK, weights, gradient, slots);
                            }
                        }))
                .isZero();
    }

    @ParameterizedTest
    @FieldSource("OPTIMIZERS")
    void namesEverySlot(Optimizer optimizer) {
        assertThat(updater(optimizer, Role.WEIGHT, List.of(), NO_LIMIT).slots())
                .isEqualTo(optimizer.slots().size());
        assertThat(optimizer.slots()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void decaysWeightsAlone(Role role) {
        for (var decay : List.of(WeightDecay.l2(0.5), WeightDecay.decoupled(0.5))) {
            Updater updater = updater(sgd().weightDecay(decay), role, List.of(), NO_LIMIT);
            assertThat(oneStep(updater, 4, 1)).isEqualTo(role == Role.WEIGHT ? 3.7f : 3.9f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // learning rate and decay of the group; 4 − 0.1 · lr · (1 + 0.5 · decay · 4)
        "1, 1, 3.7",
        "2, 1, 3.4",
        "1, 0, 3.9",
        "0.5, 3, 3.65",
        "0, 1, 4",
    })
    void aGroupMultipliesRateAndDecay(double rate, double decay, float expected) {
        for (Role role : Role.values()) {
            for (var kind : WeightDecay.Kind.values()) {
                var groups =
                        List.of(
                                new ParameterGroup("*1.p*", rate, decay),
                                new ParameterGroup("dense1.*", 9, 9));
                Optimizer optimizer = sgd().weightDecay(WeightDecay.none(kind));
                Updater updater = updater(optimizer, role, groups, NO_LIMIT);
                assertThat(oneStep(updater, 4, 1)).isEqualTo(expected, within(1e-6f));
            }
        }
    }

    @Test
    void refusesAGroupThatTakesNothing() {
        var groups = List.of(new ParameterGroup("convolution*", 1, 1));
        assertThatThrownBy(() -> updater(sgd(), Role.WEIGHT, groups, NO_LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "parameter group 'convolution*' matches no parameter; there are [dense1.p]");
    }

    @Test
    void clipsBeforeItScales() {
        Updater updater = updater(sgd(), Role.WEIGHT, List.of(), 2);
        float[] weights = {0, 0, 0};
        float[] gradient = {-5, 1, 3};
        updater.clip(0, 3, gradient);
        assertThat(gradient).containsExactly(-2, 1, 2);
        updater.begin(0, 1, 0, 0, 0.5);
        updater.apply(0, 0, 0, 0, 3, weights, gradient, new float[0][]);
        assertThat(weights).containsExactly(1, -0.5f, -1);
    }

    /** The first r is sign(g), so every value moves by rate · ‖w‖ / √size. */
    @Test
    void lambMovesATensorByTheLengthOfAllItsBlocks() {
        var run = new Run(lamb(), 0);
        float[] before = run.values();
        run.updater.begin(0, 0.01, 0.9, 0, 1);
        float[] gradient = new float[SIZE];
        Arrays.fill(gradient, 3);
        for (int pass = 0; pass < 2; pass++) {
            for (int block = 0; block < 3; block++) {
                int from = block * Updater.BLOCK;
                int length = Math.min(Updater.BLOCK, SIZE - from);
                run.updater.apply(pass, 0, block, from, length, run.weights, gradient, run.slots);
            }
        }
        double squares = 0;
        for (float weight : before) {
            squares += (double) weight * weight;
        }
        double expected = 0.01 * Math.sqrt(squares / SIZE);
        for (int i = 0; i < SIZE; i++) {
            assertThat(before[i] - run.weights[i]).isEqualTo((float) expected, within(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({"WEIGHT, 4, 3.6", "BIAS, 4, 3.9", "SCALE, 4, 3.9", "WEIGHT, 0, -0.1"})
    void lambMovesByTheRateWhereThereIsNoRatio(Role role, float weight, float expected) {
        Updater updater = updater(lamb(), role, List.of(), NO_LIMIT);
        assertThat(oneStep(updater, weight, 2)).isEqualTo(expected, within(1e-5f));
    }

    /** One value, rate 0.1, decay 0.5 unless the optimizer is LAMB, which is asked without. */
    private static float oneStep(Updater updater, float weight, float gradient) {
        float[] weights = {weight};
        float[] gradients = {gradient};
        float[][] slots = new float[updater.slots()][1];
        updater.begin(0, 0.1, 0.9, updater.passes() == 1 ? 0.5 : 0, 1);
        for (int pass = 0; pass < updater.passes(); pass++) {
            updater.apply(pass, 0, 0, 0, 1, weights, gradients, slots);
        }
        return weights[0];
    }

    private static Updater updater(
            Optimizer optimizer, Role role, List<ParameterGroup> groups, double limit) {
        var parameter =
                new Parameter("dense1.p", role, List.of(SIZE), Initializer.zeros(), SIZE, SIZE);
        return Updater.of(optimizer, List.of(parameter), groups, limit);
    }
}
