package dev.gradus.onednn.plan;

import dev.gradus.nn.engine.thread.Team;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Execution;
import dev.gradus.onednn.binding.Library;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.Buffer;
import dev.gradus.onednn.memory.Buffer.Lifetime;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.memory.NativeTensor.Sharing;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Collects the calls of a plan in the order in which they will run.
 *
 * <p>Kernels choose the layouts of their arguments; if a tensor has another layout, a reorder is
 * inserted, once for all that want the same layout.
 */
public final class ExecutionPlanBuilder {
    private final Engine engine;
    private final List<Recorded> calls = new ArrayList<>();
    private final List<Reordered> reordered = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<HostCall> hostCalls = new ArrayList<>();
    private final List<Hosted> hosted = new ArrayList<>();
    private String owner = "";
    private int threads;
    private long scratchpad;

    /**
     * A call whose tensors have no place yet.
     *
     * @param pieces as in {@link Execution.Call}
     */
    public record Recorded(String owner, int threads, List<Piece> pieces) {
        /** Returns how much scratch memory each thread needs. */
        public long scratchOfThread() {
            long largest = 0;
            for (Piece piece : pieces) {
                if (piece.scratchpad.isPresent()) {
                    largest = Math.max(largest, piece.scratchpad.get().bytes());
                }
            }
            return Math.ceilDiv(largest, BufferPlacement.ALIGNMENT) * BufferPlacement.ALIGNMENT;
        }
    }

    /** A piece of a call, whose tensors have no place yet. */
    public record Piece(
            Engine.Primitive primitive,
            Map<Argument, Operand> arguments,
            Optional<Descriptor> scratchpad) {}

    /**
     * A tensor, or a part of it.
     *
     * @param tensor the whole
     * @param descriptor the layout of the part
     * @param offset where it begins, in bytes
     */
    public record Operand(NativeTensor tensor, Descriptor descriptor, long offset) {
        static Operand whole(NativeTensor tensor) {
            return new Operand(tensor, tensor.descriptor(), 0);
        }
    }

    /**
     * What a thread computes alone in a call of all threads.
     *
     * @param described a kernel for one thread
     * @param arguments what it reads and writes, in its layouts
     */
    public record Share(PrimitiveDescriptor described, Map<Argument, Operand> arguments) {}

    /** A use of a buffer before the call with this number. */
    record Use(Buffer buffer, int position) {}

    /**
     * Java code between two calls.
     *
     * @param position the number of the call before which it runs
     */
    public record HostCall(int position, Work work) {}

    /** The Java code of a host call. */
    @FunctionalInterface
    interface Work {
        /** Runs it, and returns whether all values that it left for later calls are finite. */
        boolean run();
    }

    /** Java code in a plan, which has to know its tensors' memory. */
    public interface Hosted {
        /**
         * Tells, before the first run, where tensors are and which threads share the work.
         *
         * @param places the memory of each tensor
         * @param team the program's threads
         */
        void settle(Function<NativeTensor, MemorySegment> places, Team team);
    }

    private record Reordered(NativeTensor from, NativeTensor to) {}

    /**
     * Begins a plan.
     *
     * @param threads how many threads compute what belongs to no layer
     */
    public ExecutionPlanBuilder(Engine engine, int threads) {
        this.engine = engine;
        layer(owner, threads);
    }

    Engine engine() {
        return engine;
    }

    Scope scope() {
        return engine.scope();
    }

    public List<Recorded> calls() {
        return calls;
    }

    List<Use> uses() {
        return uses;
    }

    public List<HostCall> hostCalls() {
        return hostCalls;
    }

    /** Returns the Java code that has to be told where tensors are. */
    public List<Hosted> hosted() {
        return hosted;
    }

    /** Returns how much scratch memory the most demanding call needs. */
    public long scratchpad() {
        return scratchpad;
    }

    /** Returns the number of the next call. */
    public int position() {
        return calls.size();
    }

    /**
     * Sets the layer that the next calls are made for, and the number of threads of the calling
     * thread, for which oneDNN makes kernels.
     *
     * @param name of the layer
     * @param count how many threads compute it
     */
    public void layer(String name, int count) {
        owner = name;
        threads = count;
        Library.threads(count);
    }

    /** Returns what is described for one thread, in place of those of the next calls. */
    public <T> T forOneThread(Supplier<T> described) {
        Library.threads(1);
        try {
            return described.get();
        } finally {
            Library.threads(threads);
        }
    }

    /** Returns how many threads the next calls are made for. */
    public int threads() {
        return threads;
    }

    /** Returns memory for values within a step. */
    public NativeTensor tensor(Descriptor descriptor) {
        return new NativeTensor(
                descriptor, new Buffer(owner, Lifetime.PASSING, descriptor.bytes()), Sharing.FREE);
    }

    /**
     * Records that values are written or read from outside before the next call, so that they must
     * have a place by then.
     */
    public void touch(NativeTensor tensor) {
        uses.add(new Use(tensor.buffer(), position()));
    }

    /** Records that values are written from outside before the first call. */
    public void touchFirst(NativeTensor tensor) {
        uses.add(new Use(tensor.buffer(), 0));
    }

    /** Adds what will be told where its tensors are. */
    void host(Hosted code) {
        hosted.add(code);
    }

    /** Returns values that the next call or Java code writes over. */
    NativeTensor overwritten(NativeTensor tensor) {
        reordered.removeIf(known -> known.from.buffer() == tensor.buffer());
        return tensor;
    }

    /** Adds Java code before the next call; it touches the tensors that it reads and writes. */
    void hostCall(Work work) {
        hostCalls.add(new HostCall(position(), work));
    }

    /** Returns these values in the wanted order. */
    public NativeTensor ordered(NativeTensor tensor, Descriptor wanted) {
        if (tensor.descriptor().placesAs(wanted)) {
            return tensor.as(wanted);
        }
        for (Reordered known : reordered) {
            if (known.from.buffer() == tensor.buffer()
                    && known.from.descriptor().sameAs(tensor.descriptor())
                    && known.to.descriptor().sameAs(wanted)) {
                return known.to.kept();
            }
        }
        NativeTensor result = tensor(wanted);
        copy(isSlow(tensor.descriptor(), wanted) ? plain(tensor) : tensor, result);
        reordered.add(new Reordered(tensor, result));
        return result.kept();
    }

    /**
     * Returns whether a reorder takes longer than two, by way of plain order: one of channels that
     * do not fill their blocks. 128 images of 6 channels and 28 x 28 took 0.29 ms in bfloat16 and
     * 0.31 in float32 on a Zen 4, the two reorders 0.14 and 0.26.
     */
    private static boolean isSlow(Descriptor from, Descriptor wanted) {
        return from.type() == wanted.type()
                && from.isPadded()
                && wanted.layout().isStrided()
                && !wanted.isPlain();
    }

    /** Returns these values densely packed, the last extent varying fastest. */
    public NativeTensor plain(NativeTensor tensor) {
        return ordered(tensor, tensor.descriptor().plain(tensor.descriptor().type()));
    }

    /** Copies values, converting layout and number type if they differ. */
    public void copy(NativeTensor from, NativeTensor to) {
        new Call(engine.reorder(from.descriptor(), to.descriptor()))
                .bind(Argument.SOURCE, from)
                .bind(Argument.RESULT, to)
                .add();
    }

    /**
     * Adds a call in which each thread computes every so many of these shares alone: the first
     * thread the first, the second the second, and so on.
     */
    public void sideBySide(List<Share> shares) {
        record(shares.stream().map(this::piece).toList(), threads);
    }

    private Piece piece(Share share) {
        return new Piece(
                engine.primitive(share.described),
                Map.copyOf(share.arguments),
                share.described.scratchpad());
    }

    /** Adds a call, of whose pieces so many may run at once. */
    private void record(List<Piece> pieces, int atOnce) {
        var recorded = new Recorded(owner, threads, pieces);
        scratchpad = Math.max(scratchpad, atOnce * recorded.scratchOfThread());
        calls.add(recorded);
    }

    /** Begins a call. */
    public Call call(PrimitiveDescriptor described) {
        return new Call(described);
    }

    /** A call whose arguments are being set. */
    public final class Call {
        private final PrimitiveDescriptor described;
        private final Map<Argument, NativeTensor> arguments = new EnumMap<>(Argument.class);
        private final List<Reordered> deliveries = new ArrayList<>();

        private Call(PrimitiveDescriptor described) {
            this.described = described;
        }

        /** Sets an argument that is read, in the layout that the kernel wants. */
        public Call read(Argument argument, NativeTensor tensor) {
            return bind(argument, ordered(tensor, described.descriptor(argument)));
        }

        /**
         * Returns new memory for an argument that is written, in the layout of the kernel's choice.
         */
        public NativeTensor write(Argument argument) {
            NativeTensor result = tensor(described.descriptor(argument));
            bind(argument, result);
            return result;
        }

        /** Sets an argument that is written over one that was read. */
        public NativeTensor overwrite(Argument argument, NativeTensor tensor) {
            bind(argument, overwritten(tensor));
            return tensor;
        }

        /** Sets where an argument is written, in the layout it has there. */
        public Call deliver(Argument argument, NativeTensor destination) {
            Descriptor made = described.descriptor(argument);
            if (made.placesAs(destination.descriptor())) {
                return bind(argument, destination.as(made));
            }
            NativeTensor between = tensor(made);
            deliveries.add(new Reordered(between, destination));
            return bind(argument, between);
        }

        private Call bind(Argument argument, NativeTensor tensor) {
            arguments.put(argument, tensor);
            return this;
        }

        /** Ends the call. */
        public void add() {
            Map<Argument, Operand> operands = new EnumMap<>(Argument.class);
            arguments.forEach((argument, tensor) -> operands.put(argument, Operand.whole(tensor)));
            record(List.of(piece(new Share(described, operands))), 1);
            deliveries.forEach(delivery -> copy(delivery.from, delivery.to));
        }
    }
}
