package dev.gradus.nn.plain;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.BatchFit;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.WrittenState;
import dev.gradus.nn.plain.memory.ArrayMemory;
import dev.gradus.nn.plain.memory.Setting;
import dev.gradus.nn.plain.memory.Slice.Mode;
import dev.gradus.nn.plain.memory.Store;
import dev.gradus.nn.plain.memory.Workers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network on arrays that only computes outputs, with the kernels of training. */
final class JavaInference implements InferenceProgram {
    private final Network network;
    private final InferenceOptions options;
    private final List<StateEntry> state;
    private final WrittenState written;
    private final Slices slices;
    private final int inputSize;
    private final int outputSize;
    private @Nullable Work work;

    /** Everything that holds memory or threads. */
    private record Work(ArrayMemory memory, Workers workers, Store store, Chain chain) {}

    /** Compiles a network; the program closes the workers. */
    JavaInference(Network network, InferenceOptions options, Workers workers) {
        this.network = network;
        this.options = options;
        state = StateEntry.ofModel(network);
        written = new WrittenState(state);
        slices = new Slices(options.sliceSize());
        inputSize = network.input().size();
        outputSize = network.output().size();
        var memory = new ArrayMemory(options.sliceSize());
        var store = Store.forInference(network, memory);
        var setting =
                new Setting(
                        network,
                        Mode.INFERENCE,
                        options.precision(),
                        0,
                        _ -> false,
                        slices.shown(),
                        workers,
                        store,
                        memory);
        work = new Work(memory, workers, store, new Compiler(setting).compile());
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public Precision precision() {
        return options.precision();
    }

    @Override
    public int threads() {
        return options.threads();
    }

    @Override
    public String description() {
        return JavaBackend.description(options.threads());
    }

    @Override
    public void evaluate(Batch batch, float[] outputs) {
        Work open = open();
        BatchFit.check(network, inputSize, batch);
        BatchFit.checkRoom("outputs", batch.size() * outputSize, outputs);
        written.check();
        slices.forward(open.chain, batch, Mode.INFERENCE, 0, outputs);
    }

    @Override
    public List<StateEntry> state() {
        return state;
    }

    @Override
    public void read(StateEntry entry, float[] values) {
        BatchFit.checkRoom(entry.name(), entry.size(), values);
        System.arraycopy(open().store.of(entry), 0, values, 0, entry.size());
    }

    @Override
    public void write(StateEntry entry, float[] values) {
        Work open = open();
        BatchFit.checkRoom(entry.name(), entry.size(), values);
        written.note(entry);
        System.arraycopy(values, 0, open.store.of(entry), 0, entry.size());
    }

    @Override
    public long memory() {
        return work == null ? 0 : work.memory.bytes();
    }

    @Override
    public void close() {
        if (work != null) {
            work.workers.close();
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
