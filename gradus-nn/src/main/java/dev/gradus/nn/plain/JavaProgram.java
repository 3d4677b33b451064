package dev.gradus.nn.plain;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.BatchFit;
import dev.gradus.nn.engine.ForwardPass;
import dev.gradus.nn.engine.NumberParts;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.plain.memory.Slice.Mode;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;
import dev.gradus.nn.tensor.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network on arrays: passes the slices of batches through the kernels and back. */
final class JavaProgram implements Program {
    private final Network network;
    private final ProgramOptions options;
    private final LossHead head;
    private final List<StateEntry> state;
    private final Slices slices;
    private final ForwardPass pass;
    private final long memory;
    private @Nullable Work work;

    /** Compiles a network; the program closes the workers. */
    JavaProgram(Network network, ProgramOptions options, Workers workers) {
        this.network = network;
        this.options = options;
        head = LossHead.of(options.loss(), network);
        pass = new ForwardPass(network.output().size());
        state = StateEntry.all(network, options);
        slices = new Slices(options.sliceSize());
        work = Work.begin(network, options, slices.shown(), workers);
        memory = work.memory().bytes();
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
    public String description() {
        return JavaBackend.description(options.threads());
    }

    @Override
    public Team team() {
        return open().workers().team();
    }

    @Override
    public double forwardBackward(Batch batch, long step) {
        Work open = enter(batch);
        double weight = head.weight(batch);
        open.store().clearGradients();
        open.store().keepStatistics();
        try {
            return passSlices(open, batch, step, weight);
        } catch (RuntimeException refused) {
            open.store().restoreStatistics();
            throw refused;
        }
    }

    private double passSlices(Work open, Batch batch, long step, double weight) {
        double loss = 0;
        for (int first = 0; first < batch.size(); first += slices.size()) {
            slices.enter(open.chain(), batch, first, Mode.TRAINING, step);
            open.chain().forward();
            Values out = open.chain().out();
            loss += head.apply(batch, first, slices.shown().rows(), weight, out.data, out.gradient);
            open.chain().backward();
        }
        return loss;
    }

    @Override
    public float[] forward(Batch batch, long step) {
        Work open = enter(batch);
        float[] outputs = pass.begin(batch, step);
        open.store().keepStatistics();
        slices.forward(open.chain(), batch, Mode.TRAINING, step, outputs);
        return outputs;
    }

    @Override
    public void backward(float[] outputGradient) {
        Work open = open();
        Batch batch = pass.take(outputGradient);
        boolean several = batch.size() > slices.size();
        if (several) {
            open.store().restoreStatistics();
        }
        open.store().clearGradients();
        Values out = open.chain().out();
        for (int first = 0; first < batch.size(); first += slices.size()) {
            if (several) {
                slices.enter(open.chain(), batch, first, Mode.TRAINING, pass.step());
                open.chain().forward();
            }
            int count = slices.shown().rows() * out.features;
            System.arraycopy(outputGradient, first * out.features, out.gradient, 0, count);
            open.chain().backward();
        }
    }

    private Work enter(Batch batch) {
        Work open = open();
        BatchFit.check(network, open.chain().in().features, batch);
        pass.forget();
        return open;
    }

    @Override
    public double gradientNorm() {
        return open().updates().gradientNorm();
    }

    @Override
    public void update(
            double learningRate, double momentum, double weightDecay, double gradientScale) {
        pass.forget();
        open().updates().update(learningRate, momentum, weightDecay, gradientScale);
    }

    @Override
    public void averageShare(double share) {
        open().updates().averageShare(share);
    }

    @Override
    public double rateFactor() {
        return open().updates().rateFactor();
    }

    @Override
    public long updates() {
        return open().updates().count();
    }

    @Override
    public void updates(long updates) {
        open().updates().count(updates);
    }

    @Override
    public void evaluate(Batch batch, float[] outputs) {
        Work open = enter(batch);
        BatchFit.checkRoom("outputs", batch.size() * open.chain().out().features, outputs);
        slices.forward(open.chain(), batch, Mode.INFERENCE, 0, outputs);
    }

    @Override
    public List<StateEntry> state() {
        return state;
    }

    @Override
    public void read(StateEntry entry, float[] values) {
        BatchFit.checkRoom(entry.name(), entry.size(), values);
        if (entry.kind() == StateEntry.Kind.NUMBER) {
            NumberParts.split(open().updates().numbers()[entry.slot()], values);
        } else {
            System.arraycopy(open().store().of(entry), 0, values, 0, entry.size());
        }
    }

    @Override
    public void write(StateEntry entry, float[] values) {
        BatchFit.checkRoom(entry.name(), entry.size(), values);
        pass.forget();
        if (entry.kind() == StateEntry.Kind.NUMBER) {
            open().updates().numbers()[entry.slot()] = NumberParts.joined(values);
        } else {
            System.arraycopy(values, 0, open().store().of(entry), 0, entry.size());
        }
    }

    @Override
    public void readGradient(Parameter parameter, float[] values) {
        BatchFit.checkRoom(parameter.name(), parameter.size(), values);
        float[] gradient = open().store().of(parameter).gradient;
        System.arraycopy(gradient, 0, values, 0, parameter.size());
    }

    @Override
    public long memory() {
        return work == null ? 0 : memory + pass.bytes();
    }

    @Override
    public void close() {
        if (work != null) {
            work.workers().close();
            work = null;
        }
    }

    private Work open() {
        if (work == null) {
            throw new IllegalStateException("this program is closed; compile the network again");
        }
        return work;
    }
}
