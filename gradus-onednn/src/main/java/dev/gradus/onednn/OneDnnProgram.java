package dev.gradus.onednn;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Network;
import dev.gradus.nn.Parameter;
import dev.gradus.nn.Precision;
import dev.gradus.nn.Statistic;
import dev.gradus.nn.engine.Fit;
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
    private final Scope scope;
    private final ParameterStore parameters;
    private final Plans plans;
    private final Slots slots;
    private final Updates updates;
    private final float[] outputs;
    private final float[] outputGradients;
    private boolean closed;

    private OneDnnProgram(Network network, ProgramOptions options, Scope scope) {
        this.network = network;
        this.options = options;
        this.scope = scope;
        this.threads = Workload.threads(network, options.usualSlice(), options.threads());
        this.inputSize = network.input().size();
        this.outputSize = network.output().size();
        this.state = StateEntry.all(network, options.optimizer());
        this.head = LossHead.of(options.loss(), network);
        var updater =
                Updater.of(
                        options.optimizer(),
                        network.parameters(),
                        options.groups(),
                        options.gradientLimit());
        DataType type = options.precision() == Precision.BF16 ? DataType.BF16 : DataType.F32;
        Team team = OpenMpTeam.of(scope, threads);
        parameters = new ParameterStore(network, scope);
        plans = new Plans(network, new Engine(scope), parameters, type, team, options.seed());
        Library.threads(threads);
        plans.settle(options.usualSlice());
        var blocks = new Blocks(network.parameters(), parameters, updater.slots(), team);
        slots = new Slots(blocks.all(), parameters);
        updates = new Updates(updater, blocks, parameters, scope);
        outputs = new float[Math.multiplyExact(options.sliceSize(), outputSize)];
        outputGradients = new float[outputs.length];
        initialize(team);
    }

    static OneDnnProgram compile(Network network, ProgramOptions options) {
        var scope = new Scope();
        try {
            return new OneDnnProgram(network, options, scope);
        } catch (RuntimeException | Error failure) {
            scope.close();
            throw failure;
        }
    }

    private void initialize(Team team) {
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

    /** Without a format, the first of which takes the JVM longer than a step of training. */
    @Override
    public String description() {
        String instructions = Processor.instructions();
        String team = threads + (threads == 1 ? " thread" : " threads");
        return "oneDNN " + Processor.version() + ", " + instructions + ", " + team;
    }

    @Override
    public double forwardBackward(Batch batch, long step) {
        enter();
        Fit.check(network, inputSize, batch);
        double weight = head.weight(batch);
        double loss = 0;
        int size = options.sliceSize();
        for (int first = 0; first < batch.size(); first += size) {
            int rows = Math.min(size, batch.size() - first);
            loss += slice(batch, step, first, rows, weight);
            boolean last = first + rows == batch.size();
            if (first > 0) {
                accumulate(last);
            } else if (!last) {
                updates.keepGradient();
            }
        }
        return loss;
    }

    private double slice(Batch batch, long step, int first, int rows, double weight) {
        Plan plan = plans.of(Propagation.TRAINING, rows);
        plan.drawMasks(step, first);
        plan.forward(batch.inputs(), first * batch.inputSize());
        plan.outputs(outputs, 0);
        double loss = head.apply(batch, first, rows, weight, outputs, outputGradients);
        plan.backward(outputGradients);
        plan.updateStatistics();
        return loss;
    }

    private void accumulate(boolean last) {
        if (last) {
            updates.completeGradient();
        } else {
            updates.addGradient();
        }
    }

    @Override
    public double gradientNorm() {
        requireOpen();
        return updates.gradientNorm();
    }

    @Override
    public void update(
            double learningRate, double momentum, double weightDecay, double gradientScale) {
        requireOpen();
        updates.update(learningRate, momentum, weightDecay, gradientScale);
    }

    @Override
    public long updates() {
        return updates.count();
    }

    @Override
    public void updates(long made) {
        updates.count(made);
    }

    @Override
    public void evaluate(Batch batch, float[] results) {
        enter();
        Fit.check(network, inputSize, batch);
        Fit.checkRoom("outputs", batch.size() * outputSize, results);
        for (int first = 0; first < batch.size(); first += options.sliceSize()) {
            int rows = Math.min(options.sliceSize(), batch.size() - first);
            Plan plan = plans.of(Propagation.INFERENCE, rows);
            plan.forward(batch.inputs(), first * batch.inputSize());
            plan.outputs(results, first * outputSize);
        }
    }

    @Override
    public List<StateEntry> state() {
        return state;
    }

    @Override
    public void read(StateEntry entry, float[] values) {
        enter();
        Fit.checkRoom(entry.name(), entry.size(), values);
        switch (entry.kind()) {
            case PARAMETER -> Transfer.read(parameter(entry), values);
            case STATISTIC -> Transfer.read(statistic(entry), values);
            case SLOT -> slots.read(entry, values);
        }
    }

    @Override
    public void write(StateEntry entry, float[] values) {
        enter();
        Fit.checkRoom(entry.name(), entry.size(), values);
        switch (entry.kind()) {
            case PARAMETER -> Transfer.write(values, parameter(entry));
            case STATISTIC -> Transfer.write(values, statistic(entry));
            case SLOT -> slots.write(entry, values);
        }
    }

    private Tensor parameter(StateEntry entry) {
        return parameters.value(network.parameters().get(entry.owner()));
    }

    private Tensor statistic(StateEntry entry) {
        return parameters.statistic(network.statistics().get(entry.owner()));
    }

    @Override
    public void readGradient(Parameter parameter, float[] values) {
        enter();
        Fit.checkRoom(parameter.name(), parameter.size(), values);
        Transfer.read(parameters.gradient(parameter), values);
    }

    @Override
    public long memory() {
        return closed ? 0 : scope.bytes() + slots.bytes();
    }

    /** OpenMP keeps the number of threads for each calling thread, so it is said at every door. */
    private void enter() {
        requireOpen();
        Library.threads(threads);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this program is closed; compile the network again");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            scope.close();
        }
    }
}
