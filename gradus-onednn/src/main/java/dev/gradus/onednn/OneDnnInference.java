package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.BatchFit;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.WrittenState;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.TensorCopy;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network on oneDNN, compiled for inference: weights are in the layout of the kernels of its
 * first batches, in bfloat16 if these compute in it.
 */
public final class OneDnnInference implements InferenceProgram {
    /** The largest finite number of bfloat16; no smaller number rounds beyond it. */
    private static final float LARGEST = 0x1.FEp127f;

    private final Network network;
    private final InferenceOptions options;
    private final List<StateEntry> state;
    private final WrittenState written;

    /**
     * The parts of the state with values that are not finite as stored. No processor flag reveals
     * them, so while there are any, plain Java computes.
     */
    private final BitSet infinite = new BitSet();

    private final int threads;
    private final int inputSize;
    private final int outputSize;
    private final PlainJavaFallback<InferenceProgram> fallback;
    private @Nullable Work work;

    /** Everything that holds memory, released together. */
    private record Work(Compiled compiled, ForwardPasses forward) {}

    private OneDnnInference(Network network, InferenceOptions options, Scope scope, Tuning tuning) {
        this.network = network;
        this.options = options;
        state = StateEntry.ofModel(network);
        written = new WrittenState(state);
        inputSize = network.input().size();
        outputSize = network.output().size();
        fallback =
                new PlainJavaFallback<>(
                        this, () -> Backends.named("java").compileForInference(network, options));
        Compiled compiled = Compiled.forInference(network, options, scope, tuning);
        threads = compiled.team().threads();
        work = new Work(compiled, new ForwardPasses(compiled));
    }

    public static OneDnnInference compile(Network network, InferenceOptions options) {
        return compile(network, options, Tuning.USUAL);
    }

    /** Compiles with kernels that are chosen in this way. */
    public static OneDnnInference compile(
            Network network, InferenceOptions options, Tuning tuning) {
        var scope = new Scope();
        try {
            return new OneDnnInference(network, options, scope, tuning);
        } catch (RuntimeException | Error failure) {
            scope.close();
            throw failure;
        }
    }

    /** Returns this program, which passes a note on to whoever takes its notes. */
    OneDnnInference noting(String note) {
        open().compiled.trials().note(note);
        return this;
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
        return threads;
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
    public void evaluate(Batch batch, float[] outputs) {
        Work open = enter();
        BatchFit.check(network, inputSize, batch);
        BatchFit.checkRoom("outputs", batch.size() * outputSize, outputs);
        written.check();
        boolean sound = infinite.isEmpty() && open.forward.pass(batch, outputs);
        if (!sound) {
            fallback.current().evaluate(batch, outputs);
        }
    }

    @Override
    public List<StateEntry> state() {
        return state;
    }

    /** In bfloat16, the weights read are the rounded ones. */
    @Override
    public void read(StateEntry entry, float[] values) {
        Work open = enter();
        BatchFit.checkRoom(entry.name(), entry.size(), values);
        TensorCopy.read(open.compiled.parameters().of(entry), values);
    }

    @Override
    public void write(StateEntry entry, float[] values) {
        Work open = enter();
        BatchFit.checkRoom(entry.name(), entry.size(), values);
        int number = written.note(entry);
        TensorCopy.write(values, open.compiled.parameters().of(entry));
        infinite.set(number, !staysFinite(values, entry.size()));
    }

    private static boolean staysFinite(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            // Written so that NaN fails the comparison.
            if (!(Math.abs(values[i]) <= LARGEST)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long memory() {
        return work == null ? 0 : work.compiled.scope().bytes() + fallback.memory();
    }

    private Work enter() {
        Work open = open();
        open.compiled.enter();
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
