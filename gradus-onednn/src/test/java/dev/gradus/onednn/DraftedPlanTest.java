package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
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
            List<Recorded> calls = calls(network, scope, threads);

            assertThat(calls)
                    .allSatisfy(call ->
                            assertThat(call.threads())
                                    .as(call.owner())
                                    .isEqualTo(threads.get(call.owner())));
            assertThat(calls).extracting(Recorded::owner).containsAll(threads.keySet());
        }
    }

    private static List<Recorded> calls(
            Network network, Scope scope, Map<String, Integer> threads) {
        var engine = new Engine(scope);
        var context =
                new Context(
                        new ExecutionPlanBuilder(engine, 2),
                        new ParameterStore(network, scope, Propagation.TRAINING),
                        KernelTrials.of(engine),
                        Propagation.TRAINING,
                        DataType.F32,
                        1,
                        _ -> false,
                        node -> threads.get(node.name()));
        DraftedPlan.of(network, context, ROWS);
        return context.plan().calls();
    }
}
