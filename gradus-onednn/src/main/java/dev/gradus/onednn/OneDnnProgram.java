package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.BatchFit;
import dev.gradus.nn.engine.ForwardPass;
import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.engine.NumberParts;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.engine.update.Updater;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.BlockUpdates;
import dev.gradus.onednn.memory.Blocks;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.memory.Slots;
import dev.gradus.onednn.memory.TensorCopy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network on oneDNN, compiled for training. */
public final class OneDnnProgram implements Program {
    private final Network network;
    private final ProgramOptions options;
    private final List<StateEntry> state;
    private final LossHead head;
    private final int threads;
    private final int inputSize;
    private final int outputSize;
    private final PlainJavaFallback<Program> fallback;
    private final ForwardPass pass;
    private final FiniteState finite;

    /** Whether plain Java recomputed the pass. */
    private boolean recomputed;

    private @Nullable Work work;

    /** Everything that holds memory, released together. */
    private record Work(
            Compiled compiled,
            Slots slots,
            BlockUpdates updates,
            Evaluations evaluations,
            GradientPasses gradients,
            Recomputation recomputation) {}

    private OneDnnProgram(Network network, ProgramOptions options, Scope scope, Tuning tuning) {
        this.network = network;
        this.options = options;
        inputSize = network.input().size();
        outputSize = network.output().size();
        state = StateEntry.all(network, options);
        head = LossHead.of(options.loss(), network);
        pass = new ForwardPass(outputSize);
        finite = new FiniteState();
        fallback =
                new PlainJavaFallback<>(
                        this, () -> Backends.named("java").compile(network, options));
        Updater updater = options.updater(network.parameters());
        Compiled compiled = Compiled.forTraining(network, options, scope, tuning);
        threads = compiled.team().threads();
        work = work(compiled, updater);
        InitialState.write(compiled, options.seed());
    }

    private Work work(Compiled compiled, Updater updater) {
        ParameterStore parameters = compiled.parameters();
        var blocks = new Blocks(network.parameters(), parameters, updater.slots(), compiled.team());
        var updates =
                new BlockUpdates(updater, blocks, compiled.gradientStores(), compiled.scope());
        return new Work(
                compiled,
                new Slots(blocks.all(), parameters),
                updates,
                new Evaluations(compiled, new ForwardPasses(compiled), compiled.team()),
                new GradientPasses(compiled, updates, head.sharedBy(compiled.team())),
                new Recomputation(this, fallback, parameters));
    }

    public static OneDnnProgram compile(Network network, ProgramOptions options) {
        return compile(network, options, Tuning.USUAL);
    }

    /** Compiles with kernels that are chosen in this way. */
    public static OneDnnProgram compile(Network network, ProgramOptions options, Tuning tuning) {
        var scope = new Scope();
        try {
            return new OneDnnProgram(network, options, scope, tuning);
        } catch (RuntimeException | Error failure) {
            scope.close();
            throw failure;
        }
    }

    /** Returns this program, which passes a note on to whoever takes its notes. */
    OneDnnProgram noting(String note) {
        open().compiled.trials().note(note);
        return this;
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

    @Override
    public Team team() {
        return open().compiled.team();
    }

    @Override
    public String description() {
        return Compiled.description(threads);
    }

    @Override
    public List<String> takeNotes() {
        return fallback.takeNotes(work == null ? List.of() : work.compiled.trials().takeNotes());
    }

    @Override
    public void prepare(int size) {
        Compiled compiled = open().compiled;
        int slice = options.sliceSize();
        compiled.prepare(Math.min(size, slice));
        if (size > slice && size % slice > 0) {
            compiled.prepare(size % slice);
        }
    }

    @Override
    public double forwardBackward(Batch batch, long step) {
        Work open = enter(batch);
        double weight = head.weight(batch);
        boolean several = batch.size() > options.sliceSize();
        if (several) {
            open.compiled.parameters().keepStatistics();
        }
        try {
            if (open.gradients.pass(batch, step, weight)) {
                return open.gradients.loss();
            }
        } catch (RuntimeException refused) {
            restore(open, several);
            throw refused;
        }
        restore(open, several);
        return open.recomputation.forwardBackward(batch, step);
    }

    private static void restore(Work open, boolean several) {
        if (several) {
            open.compiled.parameters().restoreStatistics();
        }
    }

    @Override
    public float[] forward(Batch batch, long step) {
        Work open = enter(batch);
        float[] outputs = pass.begin(batch, step);
        open.compiled.parameters().keepStatistics();
        recomputed = !open.gradients.forward(batch, step, outputs);
        return recomputed ? recompute(open, batch, step) : outputs;
    }

    private float[] recompute(Work open, Batch batch, long step) {
        open.compiled.parameters().restoreStatistics();
        float[] outputs = open.recomputation.forward(batch, step);
        // Writing its statistics here counted as a change of the state.
        pass.begin(batch, step);
        return outputs;
    }

    @Override
    public void backward(float[] outputGradient) {
        Work open = open();
        open.compiled.enter();
        Batch batch = pass.take(outputGradient);
        if (recomputed) {
            open.recomputation.backward(outputGradient);
            return;
        }
        boolean sound =
                !NonFiniteValues.hasAny(outputGradient, 0, batch.size() * outputSize)
                        && open.gradients.backward(batch, pass.step(), outputGradient);
        if (!sound) {
            open.compiled.parameters().restoreStatistics();
            open.recomputation.forward(batch, pass.step());
            open.recomputation.backward(outputGradient);
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
    public void averageShare(double share) {
        open().updates.averageShare(share);
    }

    @Override
    public double rateFactor() {
        return open().updates.rateFactor();
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
    public void evaluate(Batch batch, float[] outputs) {
        Work open = enter(batch);
        BatchFit.checkRoom("outputs", batch.size() * outputSize, outputs);
        boolean sound = finite.isFinite() && open.evaluations.pass(batch, outputs);
        if (!sound) {
            fallback.current().evaluate(batch, outputs);
        }
    }

    @Override
    public List<StateEntry> state() {
        return state;
    }

    @Override
    public void read(StateEntry entry, float[] values) {
        Work open = open();
        open.compiled.enter();
        BatchFit.checkRoom(entry.name(), entry.size(), values);
        switch (entry.kind()) {
            case SLOT -> open.slots.read(entry, values);
            case NUMBER -> NumberParts.split(open.updates.numbers()[entry.slot()], values);
            case PARAMETER, STATISTIC ->
                    TensorCopy.read(open.compiled.parameters().of(entry), values);
        }
    }

    @Override
    public void write(StateEntry entry, float[] values) {
        Work open = open();
        open.compiled.enter();
        BatchFit.checkRoom(entry.name(), entry.size(), values);
        pass.forget();
        switch (entry.kind()) {
            case SLOT -> open.slots.write(entry, values);
            case NUMBER -> open.updates.numbers()[entry.slot()] = NumberParts.joined(values);
            case PARAMETER, STATISTIC -> {
                TensorCopy.write(values, open.compiled.parameters().of(entry));
                finite.note(state.indexOf(entry), values, entry.size());
            }
        }
    }

    @Override
    public void readGradient(Parameter parameter, float[] values) {
        Work open = open();
        open.compiled.enter();
        BatchFit.checkRoom(parameter.name(), parameter.size(), values);
        open.updates.addUpLanes();
        TensorCopy.read(open.compiled.parameters().gradient(parameter), values);
    }

    @Override
    public long memory() {
        return work == null
                ? 0
                : work.compiled.scope().bytes()
                        + work.slots.bytes()
                        + fallback.memory()
                        + pass.bytes();
    }

    @Override
    public long memoryToEvaluate(int rows) {
        return open().evaluations.memoryToCome(rows);
    }

    /** Begins a pass over a batch. */
    private Work enter(Batch batch) {
        Work open = open();
        open.compiled.enter();
        BatchFit.check(network, inputSize, batch);
        pass.forget();
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
        fallback.close();
        if (work != null) {
            work.compiled.close();
            work = null;
        }
    }
}
