package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
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
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What the plans of a network have in common, as in a program.
 *
 * @param threads how many threads compute a layer
 */
record Planning(
        Network network,
        Scope scope,
        Engine engine,
        ParameterStore parameters,
        ToIntFunction<Node> threads) {
    private static final int ROWS = 33;

    Planning(Network network, Scope scope, ToIntFunction<Node> threads) {
        this(
                network,
                scope,
                new Engine(scope),
                new ParameterStore(network, scope, Propagation.TRAINING),
                threads);
    }

    /** Drafts a plan without layers in strips and returns its calls. */
    List<Recorded> calls(Propagation propagation) {
        return calls(propagation, _ -> false);
    }

    /** Drafts a plan with these layers in strips and returns its calls. */
    List<Recorded> calls(Propagation propagation, Predicate<Node> inStrips) {
        var context =
                new Context(
                        new ExecutionPlanBuilder(engine, 2),
                        parameters,
                        KernelTrials.of(engine),
                        propagation,
                        DataType.F32,
                        1,
                        _ -> false,
                        threads,
                        inStrips);
        DraftedPlan.of(network, context, ROWS);
        return context.plan().calls();
    }
}
