package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.ExecutionPlanBuilder;
import dev.gradus.onednn.trial.KernelTrials;
import java.util.function.Predicate;

/**
 * Drafts the plans of a network, for whichever thread executes them.
 *
 * @param network the network
 * @param parameters its parameters, which all plans share
 * @param tuning how kernels are chosen
 * @param type what kernels compute in
 * @param seed the seed of dropout masks
 * @param frozen whether the parameters of a layer do not change
 */
record PlanDrafts(
        Network network,
        ParameterStore parameters,
        Tuning tuning,
        DataType type,
        long seed,
        Predicate<Node> frozen) {
    /** Returns drafts with other gradients. */
    PlanDrafts with(ParameterStore others) {
        return new PlanDrafts(network, others, tuning, type, seed, frozen);
    }

    /**
     * Returns a draft.
     *
     * @param rows how many rows its kernels take
     * @param engine the engine of whoever executes it
     * @param trials tries its kernels
     * @param threads how many threads execute it
     */
    DraftedPlan draft(
            Propagation propagation, int rows, Engine engine, KernelTrials trials, int threads) {
        return DraftedPlan.of(
                network,
                new Context(
                        new ExecutionPlanBuilder(engine, threads),
                        parameters,
                        trials,
                        propagation,
                        type,
                        seed,
                        frozen,
                        node -> tuning.worthThreads().threads(node, rows, threads),
                        node -> tuning.worthThreads().isWorthStrips(node, rows, threads)),
                rows);
    }
}
