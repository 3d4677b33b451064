package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.kit.Averages;
import dev.gradus.nn.engine.kit.BackendParity;
import dev.gradus.nn.engine.kit.CheckedGradients;
import dev.gradus.nn.engine.kit.FormulaCheck;
import dev.gradus.nn.engine.kit.FrozenNorms;
import dev.gradus.nn.engine.kit.InferenceParity;
import dev.gradus.nn.engine.kit.SplitStep;
import dev.gradus.nn.engine.kit.Steadiness;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Fails where oneDNN is missing: it is published for every platform on which this project is built.
 */
class OneDnnBackendTest {
    private static final double TOLERANCE = 1e-4;

    private final Backend backend = new OneDnnBackend();

    @Test
    void isHereAndPreferred() {
        assertThat(backend.obstacle()).isEmpty();
        assertThat(Backends.preferred().name()).isEqualTo("onednn");
        assertThat(Backends.named("onednn")).isInstanceOf(OneDnnBackend.class);
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheFormulasAndTheirDifferences() {
        return FormulaCheck.tests(backend, 2, Map.of(Precision.F32, TOLERANCE));
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
    Stream<DynamicTest> inferenceComputesWhatTrainingsEvaluationDoes() {
        return InferenceParity.tests(backend, Precision.F32, TOLERANCE);
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

    /**
     * Values without gradients and slots, and what lies between two layers only while it is read.
     */
    @Test
    void inferenceTakesLessThanHalfTheMemoryOfTraining() {
        for (Network network : List.of(InferenceParity.perceptron(), InferenceParity.leNet())) {
            assertThat(InferenceParity.shareOfMemory(backend, network, 32)).isLessThan(0.5);
        }
    }

    @Test
    void leavesNothingOnTheHeapAfterManyPrograms() throws InterruptedException {
        Steadiness.programsLeaveNothing(backend, 200, 2);
    }

    @Test
    void leavesNothingOnTheHeapAfterManySteps() {
        Steadiness.stepsLeaveNothing(backend, 10_000);
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
    Stream<DynamicTest> trainsAsPlainJavaDoes() {
        return BackendParity.tests(backend, 2, TOLERANCE);
    }

    /**
     * The bias of the first layer adds 200,000 gradients of one sign. Their rounding once passed
     * for a fault of every fast kernel; a slow one then took seconds, and minutes to be tried.
     */
    @Test
    void findsNothingWrongWithKernelsForPhotographs() {
        Network network =
                Network.parse(
                        Shape.image(3, 224, 224),
                        "conv2d(32,3,stride=2,padding=1) relu globalAveragePool dense(10)");
        try (Program program =
                OneDnnProgram.compile(
                        network,
                        ProgramOptions.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(), 16, 1))) {
            assertThat(program.takeNotes()).isEmpty();
        }
    }
}
