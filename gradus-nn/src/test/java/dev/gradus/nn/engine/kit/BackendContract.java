package dev.gradus.nn.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** What every backend does, however it computes. */
public final class BackendContract {
    private BackendContract() {}

    /**
     * Returns the tests of a backend.
     *
     * @param tolerance how far its numbers may be from exact ones, relative to their size
     */
    public static Stream<DynamicNode> tests(Backend backend, double tolerance) {
        return Stream.of(training(backend), freezing(backend, tolerance), inference(backend))
                .flatMap(each -> each);
    }

    private static Stream<DynamicNode> training(Backend backend) {
        return Stream.of(
                dynamicContainer("gradients meet differences", CheckedGradients.tests(backend)),
                dynamicContainer(
                        "a step in parts has the bits of a whole one", SplitStep.tests(backend, 2)),
                dynamicTest(
                        "refuses a backward pass of nothing",
                        () -> SplitStep.refusesABackwardPassOfNothing(backend)),
                dynamicContainer("averages weights as PyTorch does", Averages.tests(backend, 2)),
                dynamicTest(
                        "refuses to average where no average is kept",
                        () -> Averages.refusesWithoutOne(backend)),
                dynamicContainer("allocates nothing in a step", Steadiness.tests(backend, 2)),
                dynamicTest(
                        "leaves nothing on the heap after many steps",
                        () -> Steadiness.stepsLeaveNothing(backend, 10_000)));
    }

    private static Stream<DynamicNode> freezing(Backend backend, double tolerance) {
        return Stream.of(
                dynamicTest(
                        "a frozen layer of a user's own keeps its statistics",
                        () -> FrozenNorms.keepStatisticsOfOwnLayers(backend)),
                dynamicContainer(
                        "a frozen batch norm is a constant factor and summand",
                        FrozenNorms.tests(backend, 2, tolerance)));
    }

    private static Stream<DynamicNode> inference(Backend backend) {
        return Stream.of(
                dynamicContainer(
                        "inference allocates nothing", Steadiness.inferenceTests(backend, 2)),
                dynamicTest(
                        "inference refuses to compute without values",
                        () -> InferenceParity.refusesToComputeWithoutValues(backend)),
                dynamicTest(
                        "inference keeps no slots", () -> InferenceParity.keepsNoSlots(backend)),
                takesLittleMemory(backend, "a perceptron", InferenceParity.perceptron()),
                takesLittleMemory(backend, "LeNet", InferenceParity.leNet()));
    }

    /**
     * Values without gradients and slots, and what lies between two layers only while it is read.
     */
    private static DynamicNode takesLittleMemory(Backend backend, String name, Network network) {
        return dynamicTest(
                "inference of %s takes less than half the memory of training".formatted(name),
                () ->
                        assertThat(InferenceParity.shareOfMemory(backend, network, 32))
                                .isLessThan(0.5));
    }
}
