package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.layer.Node;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.memory.Workspace;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.ExecutionPlan;
import dev.gradus.onednn.plan.ExecutionPlanBuilder;
import dev.gradus.onednn.trial.KernelTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The plans of a network, one for each number of rows and direction, made when first asked for. */
final class ExecutionPlans {
    private final Network network;
    private final Engine engine;
    private final ParameterStore parameters;
    private final KernelTrials trials;
    private final DataType type;
    private final Workspace workspace;
    private final Team team;
    private final long seed;
    private final Predicate<Node> frozen;
    private final List<Known> known = new ArrayList<>();

    private record Known(Propagation propagation, int rows, ExecutionPlan plan) {}

    ExecutionPlans(
            Network network,
            Engine engine,
            ParameterStore parameters,
            KernelTrials trials,
            DataType type,
            Team team,
            long seed,
            Predicate<Node> frozen) {
        this.network = network;
        this.engine = engine;
        this.parameters = parameters;
        this.trials = trials;
        this.type = type;
        this.workspace = new Workspace(engine.scope());
        this.team = team;
        this.seed = seed;
        this.frozen = frozen;
    }

    /** Makes the plan that determines the layout of parameters, and allocates their memory. */
    void settle(Propagation propagation, int rows) {
        DraftedPlan draft = draft(propagation, rows);
        parameters.settle();
        complete(draft, propagation, rows);
    }

    /** Returns the plan for this many rows. */
    ExecutionPlan of(Propagation propagation, int rows) {
        for (int i = 0; i < known.size(); i++) {
            Known each = known.get(i);
            if (each.rows == rows && each.propagation == propagation) {
                return each.plan;
            }
        }
        return complete(draft(propagation, rows), propagation, rows);
    }

    private DraftedPlan draft(Propagation propagation, int rows) {
        return DraftedPlan.of(
                network,
                new Context(
                        new ExecutionPlanBuilder(engine),
                        parameters,
                        trials,
                        propagation,
                        type,
                        seed,
                        frozen),
                rows);
    }

    private ExecutionPlan complete(DraftedPlan draft, Propagation propagation, int rows) {
        ExecutionPlan plan = draft.complete(workspace, team, seed);
        known.add(new Known(propagation, rows, plan));
        return plan;
    }
}
