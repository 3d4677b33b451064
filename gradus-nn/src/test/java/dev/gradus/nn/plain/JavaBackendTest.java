package dev.gradus.nn.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.kit.Averages;
import dev.gradus.nn.engine.kit.BackendParity;
import dev.gradus.nn.engine.kit.CheckedGradients;
import dev.gradus.nn.engine.kit.FormulaCheck;
import dev.gradus.nn.engine.kit.FrozenNorms;
import dev.gradus.nn.engine.kit.InferenceParity;
import dev.gradus.nn.engine.kit.LayerCases;
import dev.gradus.nn.engine.kit.LossCases;
import dev.gradus.nn.engine.kit.OptimizerCases;
import dev.gradus.nn.engine.kit.SplitStep;
import dev.gradus.nn.engine.kit.Steadiness;
import dev.gradus.nn.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    Stream<DynamicTest> averagesWeightsAsPyTorchDoes() {
        return Averages.tests(backend, 2);
    }

    @Test
    void refusesToAverageWhereNoAverageIsKept() {
        Averages.refusesWithoutOne(backend);
    }

    @Test
    void aFrozenLayerOfAUsersOwnKeepsItsStatistics() {
        FrozenNorms.keepStatisticsOfOwnLayers(backend);
    }

    @TestFactory
    Stream<DynamicTest> aFrozenBatchNormIsAConstantFactorAndSummand() {
        return FrozenNorms.tests(backend, 2, TOLERANCE);
    }

    @TestFactory
    Stream<DynamicTest> aStepInPartsHasTheBitsOfAWholeOne() {
        return SplitStep.tests(backend, 2);
    }

    @Test
    void refusesABackwardPassOfNothing() {
        SplitStep.refusesABackwardPassOfNothing(backend);
    }

    @TestFactory
    Stream<DynamicTest> gradientsMeetDifferences() {
        return CheckedGradients.tests(backend);
    }

    @TestFactory
    Stream<DynamicTest> allocatesNothingInAStep() {
        return Steadiness.tests(backend, 2);
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

    @TestFactory
    Stream<DynamicTest> inferenceAllocatesNothing() {
        return Steadiness.inferenceTests(backend, 2);
    }

    @Test
    void inferenceRefusesToComputeWithoutValues() {
        InferenceParity.refusesToComputeWithoutValues(backend);
        InferenceParity.keepsNoSlots(backend);
    }

    /** Values without gradients and slots, and no gradients between the layers. */
    @Test
    void inferenceTakesLessThanHalfTheMemoryOfTraining() {
        for (Network network : List.of(InferenceParity.perceptron(), InferenceParity.leNet())) {
            assertThat(InferenceParity.shareOfMemory(backend, network, 32)).isLessThan(0.5);
        }
    }

    @Test
    void leavesNothingAfterManyPrograms() throws InterruptedException {
        Steadiness.programsLeaveNothing(backend, 200, 3);
    }

    @Test
    void leavesNothingAfterManySteps() {
        Steadiness.stepsLeaveNothing(backend, 10_000);
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
