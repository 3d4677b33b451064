package dev.gradus.nn.engine;

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
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.engine.update.Updater;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class OptimizerTrajectoryTest {
    private static final JsonNode ORACLE = Oracle.read("optimizers.json");

    /** The same start and gradients under optimizers that PyTorch does not have. */
    private static final JsonNode RATE_FREE = Oracle.read("rate-free.json");

    /**
     * Float32 against the oracle's float64: some units in the last place, gathered in 20 updates.
     */
    private static final double TOLERANCE = 3e-6;

    /** Every optimizer of the oracle, found there by its text. */
    private static final List<Optimizer> OPTIMIZERS =
            List.of(
                    sgd(),
                    sgd().weightDecay(WeightDecay.decoupled(0.2)),
                    momentum(0.9),
                    nesterov(0.9),
                    adam(),
                    adam().betas(0.8, 0.95).epsilon(0.001),
                    adamw(),
                    amsgrad(),
                    amsgrad().betas(0.9, 0.5),
                    nadam(),
                    nadam().betas(0.8, 0.95).momentumDecay(0.1),
                    radam(),
                    radam().betas(0.9, 0.9),
                    rmsprop(),
                    rmsprop().smoothing(0.9).epsilon(0.01),
                    rmsprop().centered(),
                    rmsprop().smoothing(0.9).centered(),
                    adagrad(),
                    adagrad().epsilon(0.01),
                    adadelta(),
                    adadelta().rho(0.5).epsilon(0.001),
                    lion(),
                    lion().betas(0.5, 0.8),
                    lamb(),
                    lamb().weightDecay(WeightDecay.l2(0.1)),
                    prodigy().initial(0.01),
                    prodigy()
                            .betas(0.8, 0.99)
                            .initial(0.01)
                            .coefficient(2)
                            .safeguardWarmup()
                            .biasCorrection()
                            .weightDecay(WeightDecay.l2(0.1)),
                    dAdaptAdam(),
                    dAdaptAdam().weightDecay(WeightDecay.decoupled(0.1)),
                    dAdaptAdam().betas(0.9, 0.99).initial(0.001),
                    dAdaptSgd(0).initial(0.1),
                    dAdaptSgd(0.9).initial(0.001),
                    dog().initial(0.001),
                    dog().initial(0.01),
                    scheduleFreeSgd(0.9),
                    scheduleFreeSgd(0.5),
                    scheduleFreeAdamw(),
                    scheduleFreeAdamw().betas(0.95, 0.99));

    static Stream<JsonNode> cases() {
        return Stream.concat(
                Oracle.items(ORACLE.get("cases")), Oracle.items(RATE_FREE.get("cases")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void followsTheOracle(JsonNode expected) {
        Optimizer optimizer = optimizer(expected.get("optimizer").asString());
        float[] weights = Oracle.floats(ORACLE.get("start"));
        double limit = expected.get("gradientLimit").asDouble();
        Updater updater =
                Updater.of(
                        optimizer,
                        List.of(weight(weights.length)),
                        List.of(),
                        limit == 0 ? Double.POSITIVE_INFINITY : limit);
        float[][] slots = new float[updater.slots()][weights.length];
        for (int update = 0; update < expected.get("weights").size(); update++) {
            updater.begin(
                    update,
                    expected.get("learningRate").get(update).asDouble(),
                    momentumAt(optimizer, expected.get("momentum"), update),
                    expected.get("weightDecay").asDouble(),
                    expected.get("gradientScale").asDouble());
            float[] gradient = Oracle.floats(ORACLE.get("gradients").get(update));
            for (int pass = 0; pass < updater.passes(); pass++) {
                updater.beginPass(pass);
                updater.apply(pass, 0, 0, 0, weights.length, weights, gradient, slots);
            }
            assertClose(weights, Oracle.doubles(expected.get("weights").get(update)), update);
            if (optimizer instanceof ScheduleFree free) {
                float[] averages = averages(free, weights, slots[free.base()]);
                assertClose(averages, Oracle.doubles(expected.get("averages").get(update)), update);
            }
        }
    }

    private static float[] averages(ScheduleFree optimizer, float[] weights, float[] bases) {
        float[] averages = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            averages[i] = optimizer.average(weights[i], bases[i]);
        }
        return averages;
    }

    private static double momentumAt(Optimizer optimizer, JsonNode scheduled, int update) {
        return scheduled.isEmpty()
                ? optimizer.momentum().orElse(0)
                : scheduled.get(update).asDouble();
    }

    private static void assertClose(float[] ours, double[] expected, int update) {
        for (int i = 0; i < ours.length; i++) {
            assertThat((double) ours[i])
                    .as("value %d after update %d", i, update)
                    .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @Test
    void theOracleKnowsEveryKindOfOptimizer() {
        Set<Class<?>> known = new HashSet<>();
        cases().forEach(expected ->
                known.add(optimizer(expected.get("optimizer").asString()).getClass()));
        known.add(OwnOptimizer.class); // which has examples of its own
        assertThat(known).isEqualTo(kinds(Optimizer.class));
    }

    private static Set<Class<?>> kinds(Class<?> kind) {
        if (!kind.isSealed()) {
            return Set.of(kind);
        }
        Set<Class<?>> kinds = new HashSet<>();
        for (Class<?> permitted : kind.getPermittedSubclasses()) {
            kinds.addAll(kinds(permitted));
        }
        return kinds;
    }

    private static Optimizer optimizer(String text) {
        return OPTIMIZERS.stream()
                .filter(optimizer -> optimizer.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no optimizer is written " + text));
    }

    private static Parameter weight(int size) {
        return new Parameter(
                "dense1.weight",
                Parameter.Role.WEIGHT,
                List.of(size),
                Initializer.zeros(),
                size,
                size);
    }
}
