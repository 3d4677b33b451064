package dev.gradus.nn.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.kit.BackendParity;
import dev.gradus.nn.engine.kit.FormulaCheck;
import dev.gradus.nn.engine.kit.LayerCases;
import dev.gradus.nn.engine.kit.LossCases;
import dev.gradus.nn.engine.kit.OptimizerCases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JavaBackendTest {
    private static final double TOLERANCE = 3e-5;

    @TestFactory
    Stream<DynamicTest> agreesWithTheFormulasAndTheirDifferences() {
        return FormulaCheck.tests(new JavaBackend(), 2, TOLERANCE);
    }

    @TestFactory
    Stream<DynamicTest> isTheBackendNamedJava() {
        return BackendParity.tests(new JavaBackend(), 1, 0);
    }

    @Test
    void theKitForgetsNoLayerLossOrOptimizer() {
        assertThat(LayerCases.missing()).isEmpty();
        assertThat(LossCases.missing()).isEmpty();
        assertThat(OptimizerCases.missing()).isEmpty();
    }

    @Test
    void isAlwaysFound() {
        assertThat(Backend.all()).extracting(Backend::name).contains("java");
        assertThat(Backend.named("java").obstacle()).isEmpty();
    }
}
