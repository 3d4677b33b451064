package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.kit.BackendContract;
import dev.gradus.nn.engine.kit.BackendParity;
import dev.gradus.nn.engine.kit.FormulaCheck;
import dev.gradus.nn.engine.kit.InferenceParity;
import dev.gradus.nn.engine.kit.Steadiness;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Fails where oneDNN is missing: it is published for every platform on which this project is built.
 */
class OneDnnBackendTest {
    private static final double TOLERANCE = 1e-4;

    private final Backend backend = new OneDnnBackend();

    @TestFactory
    Stream<DynamicNode> doesWhatEveryBackendDoes() {
        return BackendContract.tests(backend, TOLERANCE);
    }

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
    Stream<DynamicTest> inferenceComputesWhatTrainingsEvaluationDoes() {
        return InferenceParity.tests(backend, Precision.F32, TOLERANCE);
    }

    @Test
    void leavesNothingOnTheHeapAfterManyPrograms() throws InterruptedException {
        Steadiness.programsLeaveNothing(backend, 200, 2);
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
