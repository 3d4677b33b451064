package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.ExecutionPlanBuilder;
import dev.gradus.onednn.plan.ExecutionPlanBuilder.Recorded;
import dev.gradus.onednn.trial.KernelTrials;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class DraftedPlanTest {
    private static final int ROWS = 33;

    @Test
    void everyCallRunsOnTheThreadsOfItsLayerForwardAndBackward() {
        Network network =
                Network.parse(Shape.vector(40), "dense(70) relu dense(9) relu dense(50) relu");
        Map<String, Integer> threads =
                Map.of("dense1", 2, "relu1", 1, "dense2", 1, "relu2", 1, "dense3", 2, "relu3", 2);
        try (var scope = new Scope()) {
            var planning = new Planning(network, scope, node -> threads.get(node.name()));
            List<Recorded> calls = planning.calls(Propagation.TRAINING);

            assertThat(calls)
                    .allSatisfy(call ->
                            assertThat(call.threads())
                                    .as(call.owner())
                                    .isEqualTo(threads.get(call.owner())));
            assertThat(calls).extracting(Recorded::owner).containsAll(threads.keySet());
        }
    }

    /**
     * Weights lie as training wants them. Where oneDNN has no fast reorder from there to what
     * inference wants, its loops once took two and a half times as long as a step of training.
     */
    @Test
    void nothingIsReorderedByLoopsToEvaluateWhatIsTrained() {
        try (var scope = new Scope()) {
            var evaluated = new Planning(lenet(), scope, _ -> 1);
            evaluated.calls(Propagation.TRAINING);

            assertThat(evaluated.calls(Propagation.INFERENCE))
                    .extracting(call -> call.primitive().described().implementation())
                    .isNotEmpty()
                    .doesNotContain("ref:any", "simple:any");
        }
    }

    private static Network lenet() {
        return Network.parse(
                Shape.image(1, 28, 28),
                "conv2d(6,5,padding=2) relu maxPool(2) conv2d(16,5) relu maxPool(2)"
                        + " flatten dense(120) relu dense(84) relu dense(10)");
    }

    /** What the plans of a network have in common, as in a program. */
    private record Planning(
            Network network,
            Scope scope,
            Engine engine,
            ParameterStore parameters,
            ToIntFunction<Node> threads) {
        private Planning(Network network, Scope scope, ToIntFunction<Node> threads) {
            this(
                    network,
                    scope,
                    new Engine(scope),
                    new ParameterStore(network, scope, Propagation.TRAINING),
                    threads);
        }

        private List<Recorded> calls(Propagation propagation) {
            var context =
                    new Context(
                            new ExecutionPlanBuilder(engine, 2),
                            parameters,
                            KernelTrials.of(engine),
                            propagation,
                            DataType.F32,
                            1,
                            _ -> false,
                            threads);
            DraftedPlan.of(network, context, ROWS);
            return context.plan().calls();
        }
    }
}
