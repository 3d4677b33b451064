package dev.gradus.onednn;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Network;
import dev.gradus.nn.Parameter;
import dev.gradus.nn.Precision;
import dev.gradus.nn.Statistic;
import dev.gradus.nn.engine.Fit;
import dev.gradus.nn.engine.ForwardPass;
import dev.gradus.nn.engine.Initialization;
import dev.gradus.nn.engine.LossHead;
import dev.gradus.nn.engine.Parts;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.Team;
import dev.gradus.nn.engine.Updater;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Library;
import dev.gradus.onednn.binding.Processor;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A network on oneDNN: cuts batches into slices and passes each through the plan for its size. */
final class OneDnnProgram implements Program {
    private static final int INITIAL_PARTS = 16;

    private final Network network;
    private final ProgramOptions options;
    private final List<StateEntry> state;
    private final LossHead head;
    private final int threads;
    private final int inputSize;
    private final int outputSize;
    private final float[] outputs;
    private final float[] outputGradients;
    private final Recomputation recomputation;
    private final ForwardPass pass;

    /** Whether the pass was made by the recomputation. */
    private boolean recomputed;

    /** What the slice passed last adds to the loss. */
    private double sliceLoss;

    /** The loss of the slices passed so far. */
    private double loss;

    private @Nullable Work work;

    /** All that holds memory, given back at once. */
    private record Work(
            Scope scope,
            ParameterStore parameters,
            Trials trials,
            Watch watch,
            Plans plans,
            Slots slots,
            Updates updates) {}

    private OneDnnProgram(
            Network network, ProgramOptions options, Scope scope, Trials.Beginning beginning) {
        this.network = network;
        this.options = options;
        this.threads = Workload.threads(network, options.sliceSize(), options.threads());
        this.inputSize = network.input().size();
        this.outputSize = network.output().size();
        this.state = StateEntry.all(network, options.optimizer());
        this.head = LossHead.of(options.loss(), network);
        this.pass = new ForwardPass(outputSize);
        var updater =
                Updater.of(
                        options.optimizer(),
                        network.parameters(),
                        options.groups(),
                        options.gradientLimit());
        DataType type = options.precision() == Precision.BF16 ? DataType.BF16 : DataType.F32;
        Team team = OpenMpTeam.of(scope, threads);
        var parameters = new ParameterStore(network, scope);
        var engine = new Engine(scope);
        var trials = beginning.on(engine, threads);
        var plans = new Plans(network, engine, parameters, trials, type, team, options.seed());
        Library.threads(threads);
        plans.settle(options.firstSlice());
        var blocks = new Blocks(network.parameters(), parameters, updater.slots(), team);
        var slots = new Slots(blocks.all(), parameters);
        var updates = new Updates(updater, blocks, parameters, scope);
        var watch = new Watch(scope, threads, network);
        work = new Work(scope, parameters, trials, watch, plans, slots, updates);
        recomputation = new Recomputation(network, options, this);
        outputs = new float[Math.multiplyExact(options.sliceSize(), outputSize)];
        outputGradients = new float[outputs.length];
        initialize(parameters, team);
    }

    static OneDnnProgram compile(Network network, ProgramOptions options) {
        return compile(network, options, Trials::of);
    }

    /** Compiles with kernels tried in this way. */
    static OneDnnProgram compile(
            Network network, ProgramOptions options, Trials.Beginning beginning) {
        var scope = new Scope();
        try {
            return new OneDnnProgram(network, options, scope, beginning);
        } catch (RuntimeException | Error failure) {
            scope.close();
            throw failure;
        }
    }

    private void initialize(ParameterStore parameters, Team team) {
        List<Parameter> all = network.parameters();
        for (int p = 0; p < all.size(); p++) {
            Transfer.write(initial(all.get(p), p, team), parameters.value(all.get(p)));
        }
        for (Statistic statistic : network.statistics()) {
            float[] values = new float[statistic.size()];
            Arrays.fill(values, statistic.initial());
            Transfer.write(values, parameters.statistic(statistic));
        }
    }

    private float[] initial(Parameter parameter, int number, Team team) {
        int size = parameter.size();
        float[] values = new float[size];
        if (!Initialization.isDivisible(parameter)) {
            Initialization.fill(parameter, number, options.seed(), values, 0, size);
            return values;
        }
        team.run(
                INITIAL_PARTS,
                part ->
                        Initialization.fill(
                                parameter,
                                number,
                                options.seed(),
                                values,
                                Parts.begin(size, part, INITIAL_PARTS),
                                Parts.begin(size, part + 1, INITIAL_PARTS)));
        return values;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public ProgramOptions options() {
        return options;
    }

    @Override
    public int threads() {
        return threads;
    }

    /** Without a format, the first of which takes the JVM longer than a step of training. */
    @Override
    public String description() {
        String instructions = Processor.instructions();
        String team = threads + (threads == 1 ? " thread" : " threads");
        return "oneDNN " + Processor.version() + ", " + instructions + ", " + team;
    }

    @Override
    public List<String> takeNotes() {
        List<String> notes = work == null ? List.of() : work.trials.takeNotes();
        return recomputation.takeNote()
                ? Stream.concat(notes.stream(), Stream.of(Recomputation.NOTE)).toList()
                : notes;
    }

    @Override
    public double forwardBackward(Batch batch, long step) {
        Work open = enter();
        Fit.check(network, inputSize, batch);
        pass.forget();
        double weight = head.weight(batch);
        boolean several = batch.size() > options.sliceSize();
        if (several) {
            open.parameters.keepStatistics();
        }
        try {
            if (passSlices(open, batch, step, weight)) {
                return loss;
            }
        } catch (RuntimeException refused) {
            restore(open, several);
            throw refused;
        }
        restore(open, several);
        return recomputation.forwardBackward(batch, step, open.parameters);
    }

    private static void restore(Work open, boolean several) {
        if (several) {
            open.parameters.restoreStatistics();
        }
    }

    /** Passes all slices forward and back; returns whether loss and gradient can be relied on. */
    private boolean passSlices(Work open, Batch batch, long step, double weight) {
        loss = 0;
        int size = options.sliceSize();
        for (int first = 0; first < batch.size(); first += size) {
            int rows = Math.min(size, batch.size() - first);
            Plan plan = open.plans.of(Propagation.TRAINING, rows);
            boolean sound = pass(open.watch, plan, batch, step, first, rows, weight);
            if (!sound) {
                sound = pass(open.watch, plan, batch, step, first, rows, weight);
            }
            if (!sound) {
                return false;
            }
            plan.updateStatistics();
            loss += sliceLoss;
            accumulate(open.updates, first, first + rows == batch.size());
        }
        return true;
    }

    @Override
    public float[] forward(Batch batch, long step) {
        Work open = enter();
        Fit.check(network, inputSize, batch);
        float[] results = pass.begin(batch, step);
        open.parameters.keepStatistics();
        for (int first = 0; first < batch.size(); first += options.sliceSize()) {
            int rows = Math.min(options.sliceSize(), batch.size() - first);
            Plan plan = open.plans.of(Propagation.TRAINING, rows);
            boolean sound = pass(open.watch, plan, batch, step, first, rows, results);
            if (!sound) {
                sound = pass(open.watch, plan, batch, step, first, rows, results);
            }
            if (!sound) {
                open.parameters.restoreStatistics();
                return recompute(batch, step);
            }
            plan.updateStatistics();
        }
        recomputed = false;
        return results;
    }

    private float[] recompute(Batch batch, long step) {
        float[] results = recomputation.forward(batch, step);
        // Putting its statistics here counted as a change of the state.
        pass.begin(batch, step);
        recomputed = true;
        return results;
    }

    @Override
    public void backward(float[] outputGradient) {
        Work open = enter();
        Batch batch = pass.take(outputGradient);
        int count = batch.size() * outputSize;
        boolean sound = !recomputed && !MissingValues.hasAny(outputGradient, 0, count);
        if (sound) {
            sound =
                    batch.size() <= options.sliceSize()
                            ? backwardAlone(open, batch, outputGradient)
                            : backwardInSlices(open, batch, outputGradient);
            sound = sound || backwardInSlices(open, batch, outputGradient);
        }
        if (!sound) {
            if (!recomputed) {
                open.parameters.restoreStatistics();
                recomputation.forward(batch, pass.step());
            }
            recomputation.backward(outputGradient, open.parameters);
        }
    }

    private boolean backwardAlone(Work open, Batch batch, float[] outputGradient) {
        open.watch.begin();
        open.plans.of(Propagation.TRAINING, batch.size()).backward(outputGradient, 0, open.watch);
        return !open.watch.isAlarmed(batch.inputs(), 0, batch.size() * inputSize);
    }

    /**
     * What lay between the layers of all slices but the last is gone and is computed again; returns
     * whether the gradient can be relied on.
     */
    private boolean backwardInSlices(Work open, Batch batch, float[] outputGradient) {
        open.parameters.restoreStatistics();
        for (int first = 0; first < batch.size(); first += options.sliceSize()) {
            int rows = Math.min(options.sliceSize(), batch.size() - first);
            Plan plan = open.plans.of(Propagation.TRAINING, rows);
            plan.begin(pass.step(), first);
            open.watch.begin();
            plan.forward(batch.inputs(), first * inputSize, open.watch);
            plan.backward(outputGradient, first * outputSize, open.watch);
            if (open.watch.isAlarmed(batch.inputs(), first * inputSize, rows * inputSize)) {
                return false;
            }
            plan.updateStatistics();
            accumulate(open.updates, first, first + rows == batch.size());
        }
        return true;
    }

    /** Passes a slice forth and back; returns whether its loss and gradient can be relied on. */
    private boolean pass(
            Watch watch, Plan plan, Batch batch, long step, int first, int rows, double weight) {
        plan.begin(step, first);
        watch.begin();
        plan.forward(batch.inputs(), first * inputSize, watch);
        plan.outputs(outputs, 0);
        if (MissingValues.hasAny(outputs, 0, rows * outputSize)) {
            return false;
        }
        sliceLoss = head.apply(batch, first, rows, weight, outputs, outputGradients);
        plan.backward(outputGradients, 0, watch);
        return !watch.isAlarmed(batch.inputs(), first * inputSize, rows * inputSize);
    }

    /** Adds the gradients of slices up, if there are several. */
    private static void accumulate(Updates updates, int first, boolean last) {
        if (first == 0) {
            if (!last) {
                updates.keepGradient();
            }
        } else if (last) {
            updates.completeGradient();
        } else {
            updates.addGradient();
        }
    }

    @Override
    public double gradientNorm() {
        return open().updates.gradientNorm();
    }

    @Override
    public void update(
            double learningRate, double momentum, double weightDecay, double gradientScale) {
        pass.forget();
        open().updates.update(learningRate, momentum, weightDecay, gradientScale);
    }

    @Override
    public long updates() {
        return open().updates.count();
    }

    @Override
    public void updates(long made) {
        open().updates.count(made);
    }

    @Override
    public void evaluate(Batch batch, float[] results) {
        Work open = enter();
        Fit.check(network, inputSize, batch);
        Fit.checkRoom("outputs", batch.size() * outputSize, results);
        pass.forget();
        for (int first = 0; first < batch.size(); first += options.sliceSize()) {
            int rows = Math.min(options.sliceSize(), batch.size() - first);
            Plan plan = open.plans.of(Propagation.INFERENCE, rows);
            boolean sound = pass(open.watch, plan, batch, 0, first, rows, results);
            if (!sound) {
                sound = pass(open.watch, plan, batch, 0, first, rows, results);
            }
            if (!sound) {
                recomputation.evaluate(batch, results);
                return;
            }
        }
    }

    /** Passes a slice forth; returns whether its outputs can be relied on. */
    private boolean pass(
            Watch watch, Plan plan, Batch batch, long step, int first, int rows, float[] results) {
        int from = first * outputSize;
        plan.begin(step, first);
        watch.begin();
        plan.forward(batch.inputs(), first * inputSize, watch);
        plan.outputs(results, from);
        return !MissingValues.hasAny(results, from, from + rows * outputSize)
                && !watch.isAlarmed(batch.inputs(), first * inputSize, rows * inputSize);
    }

    @Override
    public List<StateEntry> state() {
        return state;
    }

    @Override
    public void read(StateEntry entry, float[] values) {
        Work open = enter();
        Fit.checkRoom(entry.name(), entry.size(), values);
        switch (entry.kind()) {
            case PARAMETER -> Transfer.read(parameter(open, entry), values);
            case STATISTIC -> Transfer.read(statistic(open, entry), values);
            case SLOT -> open.slots.read(entry, values);
        }
    }

    @Override
    public void write(StateEntry entry, float[] values) {
        Work open = enter();
        Fit.checkRoom(entry.name(), entry.size(), values);
        pass.forget();
        switch (entry.kind()) {
            case PARAMETER -> Transfer.write(values, parameter(open, entry));
            case STATISTIC -> Transfer.write(values, statistic(open, entry));
            case SLOT -> open.slots.write(entry, values);
        }
    }

    private Tensor parameter(Work open, StateEntry entry) {
        return open.parameters.value(network.parameters().get(entry.owner()));
    }

    private Tensor statistic(Work open, StateEntry entry) {
        return open.parameters.statistic(network.statistics().get(entry.owner()));
    }

    @Override
    public void readGradient(Parameter parameter, float[] values) {
        Work open = enter();
        Fit.checkRoom(parameter.name(), parameter.size(), values);
        Transfer.read(open.parameters.gradient(parameter), values);
    }

    @Override
    public long memory() {
        return work == null
                ? 0
                : work.scope.bytes() + work.slots.bytes() + recomputation.memory() + pass.bytes();
    }

    /** OpenMP keeps the number of threads for each calling thread, so it is said at every door. */
    private Work enter() {
        Work open = open();
        Library.threads(threads);
        return open;
    }

    private Work open() {
        if (work == null) {
            throw new IllegalStateException("this program is closed; compile the network again");
        }
        return work;
    }

    @Override
    public void close() {
        recomputation.close();
        if (work != null) {
            work.scope.close();
            work = null;
        }
    }
}
