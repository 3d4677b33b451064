package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.number.NumberText;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Library;
import dev.gradus.onednn.binding.Processor;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.plan.NonFiniteWatch;
import dev.gradus.onednn.trial.KernelTrials;
import java.util.ArrayList;
import java.util.List;

/**
 * A network compiled with oneDNN: what a program for training and one for inference have in common.
 *
 * @param network the network
 * @param sliceSize the largest number of examples in a slice of training
 * @param evaluatedSlice the largest number in a slice of inference
 * @param scope what owns all native memory
 * @param team the threads that compute
 * @param parameters parameters and statistics
 * @param trials tries kernels
 * @param watch looks for NaN and infinity
 * @param plans the network for each number of rows
 * @param lanes the same for threads that train side by side
 */
record Compiled(
        Network network,
        int sliceSize,
        int evaluatedSlice,
        Scope scope,
        Team team,
        ParameterStore parameters,
        KernelTrials trials,
        NonFiniteWatch watch,
        ExecutionPlans plans,
        TrainingLanes lanes) {
    static Compiled forTraining(
            Network network, ProgramOptions options, Scope scope, Tuning tuning) {
        return of(
                CompilationRequest.forTraining(network, options, tuning.worthThreads()),
                scope,
                tuning);
    }

    static Compiled forInference(
            Network network, InferenceOptions options, Scope scope, Tuning tuning) {
        return of(
                CompilationRequest.forInference(network, options, tuning.worthThreads()),
                scope,
                tuning);
    }

    private static Compiled of(CompilationRequest request, Scope scope, Tuning tuning) {
        Network network = request.network();
        Team team = OpenMpTeam.of(scope, request.threads());
        var parameters = new ParameterStore(network, scope, request.purpose());
        var engine = new Engine(scope);
        KernelTrials trials = tuning.trials().on(engine);
        var plans =
                new ExecutionPlans(
                        new PlanDrafts(
                                network,
                                parameters,
                                tuning,
                                request.type(),
                                request.seed(),
                                request.frozen()),
                        engine,
                        trials,
                        team,
                        request.trainingRows(),
                        request.inferenceRows());
        var watch = new NonFiniteWatch(scope, request.threads(), network, request.type());
        TrainingLanes lanes = TrainingLanes.NONE;
        if (request.inLanes()) {
            lanes = lanes(request, scope, watch, plans, parameters, tuning);
        } else {
            plans.settle(request.purpose(), request.firstRows());
        }
        return new Compiled(
                network,
                request.sliceSize(),
                request.evaluatedSlice(),
                scope,
                team,
                parameters,
                trials,
                watch,
                plans,
                lanes);
    }

    /** Returns a lane for each thread; the first decides how parameters are laid out. */
    private static TrainingLanes lanes(
            CompilationRequest request,
            Scope scope,
            NonFiniteWatch watch,
            ExecutionPlans plans,
            ParameterStore parameters,
            Tuning tuning) {
        int threads = request.threads();
        int share = Math.ceilDiv(request.firstSlice(), threads);
        int largest = Math.ceilDiv(request.sliceSize(), threads);
        var shares = new PlannedRows(Propagation.TRAINING, share, largest, false);
        var lanes = new ArrayList<Compiled>();
        for (int i = 0; i < threads; i++) {
            ParameterStore own = i == 0 ? parameters : parameters.withOwnGradients();
            Compiled lane =
                    lane(request.network(), request.sliceSize(), scope, watch, plans, own, shares);
            if (i == 0) {
                lane.enter();
                lane.plans.settle(Propagation.TRAINING, share);
            }
            lanes.add(lane);
        }
        return new TrainingLanes(List.copyOf(lanes), tuning.worthThreads().lanes().rows());
    }

    /** Returns the same network for a thread that evaluates beside others. */
    Compiled forOneThread() {
        var noRows = new PlannedRows(Propagation.TRAINING, 1, 1, false);
        return lane(network, sliceSize, scope, watch, plans, parameters, noRows);
    }

    /**
     * Returns a network for a thread that computes beside others.
     *
     * @param own its parameters, with the gradients that it writes
     * @param shares the rows that it is given in training
     */
    private static Compiled lane(
            Network network,
            int sliceSize,
            Scope scope,
            NonFiniteWatch watch,
            ExecutionPlans plans,
            ParameterStore own,
            PlannedRows shares) {
        int evaluated = CachedRows.of(network, 1, sliceSize);
        ExecutionPlans alone = plans.forOneThread(own, shares, evaluated);
        return new Compiled(
                network,
                sliceSize,
                evaluated,
                scope,
                Team.of(1),
                own,
                alone.trials(),
                watch.forOneThread(scope),
                alone,
                TrainingLanes.NONE);
    }

    /** Returns the parameters with the gradients of each lane, or of all threads together. */
    List<ParameterStore> gradientStores() {
        return lanes.gradientStores(parameters);
    }

    /** Prepares plans for slices with this many rows in the background. */
    void prepare(int rows) {
        if (lanes.take(rows)) {
            lanes.prepare(rows);
        } else {
            plans.prepare(rows);
        }
    }

    /** Releases everything. */
    void close() {
        plans.close();
        lanes.close();
        scope.close();
    }

    /**
     * Prepares the calling thread. OpenMP keeps the number of threads per calling thread, so every
     * computation starts with this.
     */
    void enter() {
        Library.threads(team.threads());
    }

    /** Without a format string: the first one takes the JVM longer than a step of training. */
    static String description(int threads) {
        String instructions = Processor.instructions();
        return "oneDNN "
                + Processor.version()
                + ", "
                + instructions
                + ", "
                + NumberText.counted(threads, "thread");
    }
}
