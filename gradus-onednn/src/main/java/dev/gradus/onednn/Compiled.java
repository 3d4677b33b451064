package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.number.NumberText;
import dev.gradus.onednn.binding.DataType;
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
import java.util.function.Predicate;

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
    /** What a compilation is given, with as many threads as are worth their cost. */
    private record Request(
            Propagation purpose,
            int sliceSize,
            int firstSlice,
            Precision precision,
            int threads,
            boolean inLanes,
            long seed,
            Predicate<Node> frozen) {}

    static Compiled forTraining(
            Network network, ProgramOptions options, Scope scope, Tuning tuning) {
        WorkAmount worth = tuning.worthThreads();
        boolean inLanes = isWorthLanes(network, options, worth);
        var request =
                new Request(
                        Propagation.TRAINING,
                        options.sliceSize(),
                        options.firstSlice(),
                        options.precision(),
                        inLanes
                                ? options.threads()
                                : worth.threads(
                                        Propagation.TRAINING,
                                        network,
                                        options.largestSlice(),
                                        options.threads()),
                        inLanes,
                        options.seed(),
                        options::freezes);
        return of(network, request, scope, tuning);
    }

    private static boolean isWorthLanes(Network network, ProgramOptions options, WorkAmount worth) {
        return options.threads() > 1
                && worth.isWorthLanes(network, options.firstSlice(), options.threads())
                && network.nodes().stream()
                        .noneMatch(node -> node.operation() instanceof ArrayLayer)
                && !PlannedRows.isMixing(network, Propagation.TRAINING, options::freezes);
    }

    static Compiled forInference(
            Network network, InferenceOptions options, Scope scope, Tuning tuning) {
        var request =
                new Request(
                        Propagation.INFERENCE,
                        options.sliceSize(),
                        options.firstSlice(),
                        options.precision(),
                        tuning.worthThreads()
                                .threads(
                                        Propagation.INFERENCE,
                                        network,
                                        options.sliceSize(),
                                        options.threads()),
                        false,
                        0,
                        _ -> false);
        return of(network, request, scope, tuning);
    }

    private static Compiled of(Network network, Request request, Scope scope, Tuning tuning) {
        boolean trains = request.purpose == Propagation.TRAINING;
        int evaluated =
                trains
                        ? request.sliceSize
                        : CachedRows.of(network, request.threads, request.sliceSize);
        Team team = OpenMpTeam.of(scope, request.threads);
        var parameters = new ParameterStore(network, scope, request.purpose);
        var engine = new Engine(scope);
        KernelTrials trials = tuning.trials().on(engine);
        DataType type = request.precision == Precision.BF16 ? DataType.BF16 : DataType.F32;
        var drafts =
                new PlanDrafts(network, parameters, tuning, type, request.seed, request.frozen);
        var plans =
                new ExecutionPlans(
                        drafts,
                        engine,
                        trials,
                        team,
                        new PlannedRows(
                                Propagation.TRAINING,
                                request.firstSlice,
                                request.sliceSize,
                                PlannedRows.isMixing(
                                        network, Propagation.TRAINING, request.frozen)),
                        new PlannedRows(
                                Propagation.INFERENCE,
                                Math.min(request.firstSlice, evaluated),
                                evaluated,
                                PlannedRows.isMixing(
                                        network, Propagation.INFERENCE, request.frozen)));
        var watch = new NonFiniteWatch(scope, request.threads, network, type);
        TrainingLanes lanes = TrainingLanes.NONE;
        if (request.inLanes) {
            lanes = lanes(network, request, scope, watch, plans, parameters, tuning);
        } else {
            plans.settle(
                    request.purpose,
                    trains ? request.firstSlice : Math.min(request.firstSlice, evaluated));
        }
        return new Compiled(
                network,
                request.sliceSize,
                evaluated,
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
            Network network,
            Request request,
            Scope scope,
            NonFiniteWatch watch,
            ExecutionPlans plans,
            ParameterStore parameters,
            Tuning tuning) {
        int share = Math.ceilDiv(request.firstSlice, request.threads);
        int largest = Math.ceilDiv(request.sliceSize, request.threads);
        var shares = new PlannedRows(Propagation.TRAINING, share, largest, false);
        var lanes = new ArrayList<Compiled>();
        for (int i = 0; i < request.threads; i++) {
            ParameterStore own = i == 0 ? parameters : parameters.withOwnGradients();
            Compiled lane = lane(network, request.sliceSize, scope, watch, plans, own, shares);
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
