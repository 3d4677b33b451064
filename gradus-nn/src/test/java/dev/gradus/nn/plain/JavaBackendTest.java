package dev.gradus.nn.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.kit.BackendContract;
import dev.gradus.nn.engine.kit.BackendParity;
import dev.gradus.nn.engine.kit.FormulaCheck;
import dev.gradus.nn.engine.kit.InferenceParity;
import dev.gradus.nn.engine.kit.LayerCases;
import dev.gradus.nn.engine.kit.LossCases;
import dev.gradus.nn.engine.kit.OptimizerCases;
import dev.gradus.nn.engine.kit.Steadiness;
import dev.gradus.nn.tensor.Precision;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JavaBackendTest {
    private static final double TOLERANCE = 3e-5;

    /** Each rounding is off by up to 2⁻⁹, and now and then moves a value across relu's corner. */
    private static final double BFLOAT16_TOLERANCE = 0.1;

    /**
     * A batchNorm of three examples that hardly differ makes their roundings 300 times as large.
     */
    private static final double CHANCE_TOLERANCE = 1e-3;

    private final Backend backend = new JavaBackend();

    @TestFactory
    Stream<DynamicNode> doesWhatEveryBackendDoes() {
        return BackendContract.tests(backend, TOLERANCE);
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheFormulasAndTheirDifferences() {
        return FormulaCheck.tests(
                backend, 2, Map.of(Precision.F32, TOLERANCE, Precision.BF16, BFLOAT16_TOLERANCE));
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheFormulasOnNetworksDrawnByChance() {
        return FormulaCheck.testsByChance(backend, 320, CHANCE_TOLERANCE);
    }

    @TestFactory
    Stream<DynamicTest> computesTheSameBitsTwice() {
        return BackendParity.tests(backend, 1, 0);
    }

    @TestFactory
    Stream<DynamicTest> inferenceHasTheBitsOfTrainingsEvaluation() {
        return Arrays.stream(Precision.values())
                .flatMap(precision ->
                        Stream.concat(
                                InferenceParity.tests(backend, precision, 0),
                                Stream.of(
                                        InferenceParity.sameBitsByChance(
                                                backend, precision, 320))));
    }

    @Test
    void leavesNothingAfterManyPrograms() throws InterruptedException {
        Steadiness.programsLeaveNothing(backend, 200, 3);
    }

    @Test
    @Tag("slow")
    void leavesNothingAfterVeryManyProgramsAndSteps() throws InterruptedException {
        Steadiness.programsLeaveNothing(backend, 5_000, 3);
        Steadiness.stepsLeaveNothing(backend, 1_000_000);
    }

    @Test
    void theKitForgetsNoLayerLossOrOptimizer() {
        assertThat(LayerCases.missing()).isEmpty();
        assertThat(LossCases.missing()).isEmpty();
        assertThat(OptimizerCases.missing()).isEmpty();
    }

    @Test
    void isAlwaysFoundAndNeverPreferred() {
        assertThat(Backends.named("java").obstacle()).isEmpty();
        assertThat(Backends.all().getLast().name()).isEqualTo("java");
    }
}
