package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.thread.Team;
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
        ExecutionPlans plans) {
    /** What a compilation is given, with as many threads as are worth their cost. */
    private record Request(
            Propagation purpose,
            int sliceSize,
            int firstSlice,
            Precision precision,
            int threads,
            long seed,
            Predicate<Node> frozen) {}

    static Compiled forTraining(
            Network network, ProgramOptions options, Scope scope, Tuning tuning) {
        var request =
                new Request(
                        Propagation.TRAINING,
                        options.sliceSize(),
                        options.firstSlice(),
                        options.precision(),
                        tuning.worthThreads()
                                .threads(
                                        Propagation.TRAINING,
                                        network,
                                        options.largestSlice(),
                                        options.threads()),
                        options.seed(),
                        options::freezes);
        return of(network, request, scope, tuning);
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
        plans.settle(
                request.purpose,
                trains ? request.firstSlice : Math.min(request.firstSlice, evaluated));
        var watch = new NonFiniteWatch(scope, request.threads, network);
        return new Compiled(
                network,
                request.sliceSize,
                evaluated,
                scope,
                team,
                parameters,
                trials,
                watch,
                plans);
    }

    /**
     * Returns the same network, with the same parameters, for a thread that evaluates beside
     * others.
     */
    Compiled forOneThread() {
        int rows = CachedRows.of(network, 1, sliceSize);
        ExecutionPlans own = plans.forOneThread(rows);
        return new Compiled(
                network,
                sliceSize,
                rows,
                scope,
                Team.of(1),
                parameters,
                own.trials(),
                new NonFiniteWatch(scope, 1, network),
                own);
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
