package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Processor;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.plan.ExecutionPlanBuilder.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftedPlanTest {
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

    /** On processors with AVX-512: elsewhere strips were not measured, and there are none. */
    @Test
    void eachThreadComputesAStripOfALargeDenseLayerAlone() {
        Network network = Network.parse(Shape.vector(40), "dense(70) relu dense(9) relu dense(50)");
        boolean hasStrips = Processor.instructions().contains("AVX-512");
        try (var scope = new Scope()) {
            var planning = new Planning(network, scope, _ -> 2);
            List<Recorded> calls =
                    planning.calls(Propagation.TRAINING, node -> node.name().equals("dense1"));

            assertThat(calls)
                    .filteredOn(call -> call.owner().equals("dense1"))
                    .filteredOn(call -> call.pieces().size() > 1)
                    .extracting(call -> call.pieces().size())
                    .isEqualTo(hasStrips ? List.of(2, 4) : List.of());
            assertThat(calls)
                    .filteredOn(call -> !call.owner().equals("dense1"))
                    .allSatisfy(call -> assertThat(call.pieces()).hasSize(1));
        }
    }

    /**
     * Weights lie as training wants them. Where oneDNN has no fast reorder from there to what
     * inference wants, its loops once took two and a half times as long as a step of training.
     */
    @Test
    void nothingIsReorderedByLoopsToEvaluateWhatIsTrained() {
        try (var scope = new Scope()) {
            var evaluated = new Planning(Examples.lenet(), scope, _ -> 1);
            evaluated.calls(Propagation.TRAINING);

            assertThat(evaluated.calls(Propagation.INFERENCE))
                    .flatExtracting(Recorded::pieces)
                    .extracting(piece -> piece.primitive().described().implementation())
                    .isNotEmpty()
                    .doesNotContain("ref:any", "simple:any");
        }
    }
}
