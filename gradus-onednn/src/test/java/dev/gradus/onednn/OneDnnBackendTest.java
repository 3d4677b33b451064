package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Precision;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.kit.BackendParity;
import dev.gradus.nn.engine.kit.CheckedGradients;
import dev.gradus.nn.engine.kit.FormulaCheck;
import dev.gradus.nn.engine.kit.SplitStep;
import dev.gradus.nn.engine.kit.Steadiness;
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
        assertThat(Backend.preferred().name()).isEqualTo("onednn");
        assertThat(Backend.named("onednn")).isInstanceOf(OneDnnBackend.class);
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheFormulasAndTheirDifferences() {
        return FormulaCheck.tests(backend, 2, Precision.F32, TOLERANCE);
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

    @Test
    void leavesNothingOnTheHeapAfterManyPrograms() throws InterruptedException {
        Steadiness.programsLeaveNothing(backend, 200, 2);
    }

    @Test
    void leavesNothingOnTheHeapAfterManySteps() {
        Steadiness.stepsLeaveNothing(backend, 10_000);
    }

    @TestFactory
    Stream<DynamicTest> trainsAsPlainJavaDoes() {
        return BackendParity.tests(backend, 2, TOLERANCE);
    }
}
