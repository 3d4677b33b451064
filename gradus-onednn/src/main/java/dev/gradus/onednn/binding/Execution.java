package dev.gradus.onednn.binding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computations with all their arguments, to be run repeatedly in a fixed order. Running them
 * allocates nothing but what {@link ParallelRegion} does.
 */
public final class Execution {
    /** As many threads as calls from the current thread use. */
    public static final int CURRENT_THREADS = 0;

    private static final int ARGUMENT_BYTES = 16;
    private static final MemorySegment EXECUTE =
            Library.get().symbols().findOrThrow("dnnl_primitive_execute");
    private static final int NOT_RUN = -1;

    private final long stream;
    private final int[] firstPieces;
    private final int[] threads;
    private final String[] owners;
    private final long[] primitives;
    private final int[] argumentCounts;
    private final long[] arguments;

    /** The threads that run pieces side by side, if any call has several. */
    private final Optional<ParallelRegion> sideBySide;

    private final int[] statuses;
    private volatile int current;
    private volatile Runnable afterPiece = () -> {};

    /**
     * One call, of all threads together or of each thread for itself.
     *
     * @param owner the layer it is made for, for messages
     * @param threads how many threads compute it, or {@link #CURRENT_THREADS}
     * @param pieces one that all threads compute, or several: each thread computes every so many of
     *     them alone, in order
     */
    public record Call(String owner, int threads, List<Piece> pieces) {
        public Call {
            pieces = List.copyOf(pieces);
        }

        /** Returns a call of all threads together. */
        public static Call together(String owner, int threads, Piece piece) {
            return new Call(owner, threads, List.of(piece));
        }
    }

    /**
     * What a call computes, or a thread in it.
     *
     * @param primitive what to run
     * @param arguments where its values are
     */
    public record Piece(Engine.Primitive primitive, Map<Argument, Place> arguments) {
        public Piece {
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
        List<Piece> pieces = calls.stream().flatMap(call -> call.pieces().stream()).toList();
        primitives = new long[pieces.size()];
        argumentCounts = new int[pieces.size()];
        arguments = new long[pieces.size()];
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            primitives[i] = piece.primitive().address();
            argumentCounts[i] = piece.arguments().size();
            arguments[i] = prepare(engine, piece.arguments());
        }
        threads = new int[calls.size()];
        owners = new String[calls.size()];
        firstPieces = new int[calls.size() + 1];
        int most = 0;
        int widest = 1;
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            threads[i] = call.threads();
            owners[i] = call.owner();
            firstPieces[i + 1] = firstPieces[i] + call.pieces().size();
            if (call.pieces().size() > 1) {
                most = Math.max(most, call.pieces().size());
                widest = Math.max(widest, call.threads());
            }
        }
        statuses = new int[most];
        sideBySide =
                most == 0
                        ? Optional.empty()
                        : ParallelRegion.of(engine.scope(), this::runPieces, widest);
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
        return threads.length;
    }

    /** Runs some of the calls, of which nothing is asked after each piece. */
    public void run(int from, int to) {
        run(from, to, () -> {});
    }

    /**
     * Runs some of the calls, one after another.
     *
     * @param from the first
     * @param to the one after the last
     * @param afterPiece what each thread does after a piece that it computed alone; its
     *     floating-point flags are those of the piece, and are lost afterwards
     */
    public void run(int from, int to, Runnable afterPiece) {
        int set = CURRENT_THREADS;
        for (int i = from; i < to; i++) {
            if (threads[i] != set) {
                set = threads[i];
                Library.threads(set);
            }
            boolean isOne = firstPieces[i + 1] - firstPieces[i] == 1;
            int status = isOne ? execute(firstPieces[i]) : runSideBySide(i, afterPiece);
            if (status != 0) {
                throw new OneDnnException("layer '" + owners[i] + "'", status);
            }
        }
    }

    private int execute(int piece) {
        return (int)
                Downcall.of(
                        EXECUTE,
                        primitives[piece],
                        stream,
                        argumentCounts[piece],
                        arguments[piece]);
    }

    private int runSideBySide(int call, Runnable afterPiece) {
        Arrays.fill(statuses, NOT_RUN);
        this.afterPiece = afterPiece;
        current = call;
        sideBySide.ifPresent(ParallelRegion::run);
        int first = firstPieces[call];
        int failed = 0;
        for (int i = 0; i < firstPieces[call + 1] - first; i++) {
            // Not run where there were fewer threads than asked for.
            int status = statuses[i] == NOT_RUN ? execute(first + i) : statuses[i];
            failed = failed == 0 ? status : failed;
        }
        return failed;
    }

    private void runPieces() {
        int call = current;
        int first = firstPieces[call];
        int count = firstPieces[call + 1] - first;
        int number = Library.threadNumber();
        for (int i = number; i < count && number < threads[call]; i += threads[call]) {
            statuses[i] = execute(first + i);
        }
        afterPiece.run();
    }
}
