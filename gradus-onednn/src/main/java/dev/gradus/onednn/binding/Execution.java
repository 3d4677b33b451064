package dev.gradus.onednn.binding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;

/**
 * Computations with all their arguments, to be run repeatedly in a fixed order. Running them
 * allocates nothing.
 */
public final class Execution {
    /** As many threads as calls from the current thread use. */
    public static final int CURRENT_THREADS = 0;

    private static final int ARGUMENT_BYTES = 16;
    private static final MemorySegment EXECUTE =
            Library.get().symbols().findOrThrow("dnnl_primitive_execute");

    private final long stream;
    private final long[] primitives;
    private final int[] threads;
    private final int[] argumentCounts;
    private final long[] arguments;
    private final String[] owners;

    /**
     * One call.
     *
     * @param owner the layer it is made for, for messages
     * @param threads how many threads compute it, or {@link #CURRENT_THREADS}
     * @param primitive what to run
     * @param arguments where its values are
     */
    public record Call(
            String owner, int threads, Engine.Primitive primitive, Map<Argument, Place> arguments) {
        public Call {
            arguments = Map.copyOf(arguments);
        }
    }

    /**
     * Values in memory.
     *
     * @param descriptor their layout
     * @param address where they start
     */
    public record Place(Descriptor descriptor, long address) {}

    /** Prepares these calls. */
    public Execution(Engine engine, List<Call> calls) {
        stream = engine.stream();
        primitives = new long[calls.size()];
        threads = new int[calls.size()];
        argumentCounts = new int[calls.size()];
        arguments = new long[calls.size()];
        owners = new String[calls.size()];
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            primitives[i] = call.primitive().address();
            threads[i] = call.threads();
            argumentCounts[i] = call.arguments().size();
            arguments[i] = prepare(engine, call.arguments());
            owners[i] = call.owner();
        }
    }

    private static long prepare(Engine engine, Map<Argument, Place> places) {
        MemorySegment prepared = engine.scope().allocate((long) places.size() * ARGUMENT_BYTES);
        long offset = 0;
        for (var entry : places.entrySet()) {
            Place place = entry.getValue();
            prepared.set(ValueLayout.JAVA_INT, offset, entry.getKey().code());
            prepared.set(
                    ValueLayout.JAVA_LONG,
                    offset + Long.BYTES,
                    engine.memory(place.descriptor(), place.address()));
            offset += ARGUMENT_BYTES;
        }
        return prepared.address();
    }

    /** Returns how many calls there are. */
    public int size() {
        return primitives.length;
    }

    /**
     * Runs some of the calls, one after another.
     *
     * @param from the first
     * @param to the one after the last
     */
    public void run(int from, int to) {
        int current = CURRENT_THREADS;
        for (int i = from; i < to; i++) {
            if (threads[i] != current) {
                current = threads[i];
                Library.threads(current);
            }
            int status =
                    (int)
                            Downcall.of(
                                    EXECUTE,
                                    primitives[i],
                                    stream,
                                    argumentCounts[i],
                                    arguments[i]);
            if (status != 0) {
                throw new OneDnnException("layer '" + owners[i] + "'", status);
            }
        }
    }
}
