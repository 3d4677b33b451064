package dev.gradus.onednn;

import dev.gradus.nn.engine.thread.Team;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.memory.Workspace;
import dev.gradus.onednn.plan.ExecutionPlan;
import dev.gradus.onednn.trial.KernelTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plans of a network, one for each size and direction, made when first asked for. */
final class ExecutionPlans {
    private final PlanDrafts drafts;
    private final Engine engine;
    private final KernelTrials trials;
    private final Workspace workspace;
    private final Team team;
    private final PlannedRows trainingRows;
    private final PlannedRows inferenceRows;
    private final List<Known> known = new ArrayList<>();
    private final PlansAhead ahead = new PlansAhead();

    private record Known(Propagation propagation, int rows, ExecutionPlan plan) {}

    ExecutionPlans(
            PlanDrafts drafts,
            Engine engine,
            KernelTrials trials,
            Team team,
            PlannedRows trainingRows,
            PlannedRows inferenceRows) {
        this.drafts = drafts;
        this.engine = engine;
        this.trials = trials;
        this.workspace = new Workspace(engine.scope());
        this.team = team;
        this.trainingRows = trainingRows;
        this.inferenceRows = inferenceRows;
    }

    /**
     * Returns plans for a thread that computes beside others, with an engine of its own.
     *
     * @param parameters the parameters, with the gradients that it writes
     * @param training the rows that it is given in training
     * @param evaluated how many examples it evaluates at once
     */
    ExecutionPlans forOneThread(ParameterStore parameters, PlannedRows training, int evaluated) {
        var own = new Engine(engine.scope());
        return new ExecutionPlans(
                drafts.with(parameters),
                own,
                drafts.tuning().trials().on(own),
                Team.of(1),
                training,
                new PlannedRows(Propagation.INFERENCE, evaluated, evaluated, false));
    }

    /** Returns what tries the kernels of these plans. */
    KernelTrials trials() {
        return trials;
    }

    /** Makes the plan that determines the layout of parameters, and allocates their memory. */
    void settle(Propagation propagation, int rows) {
        DraftedPlan draft = draft(propagation, rows, engine, trials);
        drafts.parameters().settle();
        complete(draft, propagation, rows);
    }

    /** Returns the plan for this many rows, or for the few more that {@link PlannedRows} says. */
    ExecutionPlan of(Propagation propagation, int given) {
        int rows = planned(propagation, given);
        ExecutionPlan plan = find(propagation, rows);
        return plan != null ? plan : make(propagation, rows);
    }

    /** Prepares a plan for training on the side, unless there is one. */
    void prepare(int given) {
        int rows = planned(Propagation.TRAINING, given);
        if (find(Propagation.TRAINING, rows) == null && !ahead.has(rows)) {
            ahead.begin(rows, () -> draftAside(rows));
        }
    }

    /** Ends what is prepared on the side; before the scope closes, whose objects it uses. */
    void close() {
        ahead.close();
    }

    /** Returns how many rows the plan for this many takes. */
    int planned(Propagation propagation, int given) {
        return (propagation == Propagation.TRAINING ? trainingRows : inferenceRows).of(given);
    }

    private @Nullable ExecutionPlan find(Propagation propagation, int rows) {
        for (int i = 0; i < known.size(); i++) {
            Known each = known.get(i);
            if (each.rows == rows && each.propagation == propagation) {
                return each.plan;
            }
        }
        return null;
    }

    private ExecutionPlan make(Propagation propagation, int rows) {
        Optional<PlansAhead.Drafted> prepared =
                propagation == Propagation.TRAINING ? ahead.take(rows) : Optional.empty();
        if (prepared.isEmpty()) {
            return complete(draft(propagation, rows, engine, trials), propagation, rows);
        }
        PlansAhead.Drafted drafted = prepared.get();
        drafted.trials().takeNotes().forEach(trials::note);
        try {
            return complete(drafted.draft(), propagation, rows);
        } finally {
            engine.scope().adopt(drafted.scope());
        }
    }

    /** With an engine and trials of its own, for those of the program compute meanwhile. */
    private PlansAhead.Drafted draftAside(int rows) {
        var scope = new Scope();
        try {
            var aside = new Engine(scope);
            KernelTrials trying = drafts.tuning().trials().on(aside);
            return new PlansAhead.Drafted(
                    draft(Propagation.TRAINING, rows, aside, trying), scope, trying);
        } catch (RuntimeException | Error failure) {
            scope.close();
            throw failure;
        }
    }

    private DraftedPlan draft(
            Propagation propagation, int rows, Engine engine, KernelTrials trials) {
        return drafts.draft(propagation, rows, engine, trials, team.threads());
    }

    private ExecutionPlan complete(DraftedPlan draft, Propagation propagation, int rows) {
        ExecutionPlan plan = draft.complete(workspace, team, drafts.seed());
        known.add(new Known(propagation, rows, plan));
        return plan;
    }
}
