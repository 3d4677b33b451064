package dev.gradus.onednn.trial;

import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Eltwise;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Execution;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.binding.WindowGeometry;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a kernel on numbers whose product is known. Padding is zero, as in a plan; the memory
 * that the kernel has to write is filled with NaN before, and so is its scratch memory. NaN also
 * surrounds all memory, so that a value read from there shows, and it must not be overwritten.
 *
 * <p>Written with loops: in a JVM that has just started, creating a lambda takes longer than a
 * kernel.
 *
 * @param part which of a product's computations the kernel is for
 * @param described the kernel
 * @param window how weights move over the source
 * @param function the function applied to the results, if any
 */
public record KernelTrial(
        Part part,
        PrimitiveDescriptor described,
        WindowGeometry window,
        Optional<Eltwise> function) {
    private static final double TOLERANCE = 2e-4;
    private static final double TOLERANCE_BFLOAT16 = 2e-2;

    /** How far an addition in float32 rounds, relative to the sum so far. */
    private static final double ROUNDING = 0x1p-24;

    /** Writing more than this takes longer than a start may take. */
    static final long WORTH_TRYING = 1L << 28;

    private static final byte NOT_A_NUMBER = (byte) 0xff;
    static final int MARGIN = 4096;
    private static final MemorySegment POISON =
            MemorySegment.ofArray(new byte[MARGIN]).fill(NOT_A_NUMBER);
    private static final double[] NO_BIAS = {};

    /** The computations of a product, with their inputs and outputs. */
    public enum Part {
        /** Any of them, as the product of two matrices, which may be parts of larger ones. */
        MATRICES(Argument.SOURCE, Argument.WEIGHTS, Argument.RESULT),
        RESULT(Argument.SOURCE, Argument.WEIGHTS, Argument.RESULT),
        SOURCE_GRADIENT(Argument.SOURCE_GRADIENT, Argument.WEIGHTS, Argument.RESULT_GRADIENT),
        WEIGHTS_GRADIENT(Argument.SOURCE, Argument.WEIGHTS_GRADIENT, Argument.RESULT_GRADIENT);

        private final Argument source;
        private final Argument weights;
        private final Argument result;

        Part(Argument source, Argument weights, Argument result) {
            this.source = source;
            this.weights = weights;
            this.result = result;
        }

        private List<Argument> given() {
            return switch (this) {
                case MATRICES, RESULT -> List.of(source, weights, Argument.BIAS);
                case SOURCE_GRADIENT -> List.of(weights, result);
                case WEIGHTS_GRADIENT -> List.of(source, result);
            };
        }

        private List<Argument> made() {
            return switch (this) {
                case MATRICES, RESULT -> List.of(result);
                case SOURCE_GRADIENT -> List.of(source);
                case WEIGHTS_GRADIENT -> List.of(weights, Argument.BIAS_GRADIENT);
            };
        }

        /** Returns the source's role for the kernel: an input, or a gradient to compute. */
        public Argument source() {
            return source;
        }

        /** Returns the weights' role for the kernel. */
        public Argument weights() {
            return weights;
        }
    }

    /** Runs kernels. */
    @FunctionalInterface
    public interface Runner {
        /** Runs a kernel once on memory for all its arguments. */
        public void run(Engine engine, PrimitiveDescriptor described, Map<Argument, Room> rooms);
    }

    /** An argument's memory, with NaN before and after it. */
    public record Room(Descriptor descriptor, MemorySegment memory, MemorySegment whole) {
        static Room within(Scope scope, Descriptor descriptor) {
            long bytes = descriptor.bytes();
            MemorySegment whole = scope.allocate(bytes + 2 * MARGIN);
            whole.asSlice(0, MARGIN).fill(NOT_A_NUMBER);
            whole.asSlice(MARGIN + bytes).fill(NOT_A_NUMBER);
            return new Room(descriptor, whole.asSlice(MARGIN, bytes), whole);
        }

        /** Returns whether nothing was written outside the memory. */
        public boolean isWhole() {
            return isPoison(whole.asSlice(0, MARGIN))
                    && isPoison(whole.asSlice(MARGIN + memory.byteSize()));
        }

        private static boolean isPoison(MemorySegment margin) {
            return margin.mismatch(POISON) == -1;
        }

        private Execution.Place place() {
            return new Execution.Place(descriptor, memory.address());
        }
    }

    /** Runs a kernel as a plan does. */
    public static void run(
            Engine engine, PrimitiveDescriptor described, Map<Argument, Room> rooms) {
        Map<Argument, Execution.Place> places = new EnumMap<>(Argument.class);
        for (var room : rooms.entrySet()) {
            places.put(room.getKey(), room.getValue().place());
        }
        var call =
                Execution.Call.together(
                        "trial",
                        Execution.CURRENT_THREADS,
                        new Execution.Piece(engine.primitive(described), places));
        new Execution(engine, List.of(call)).run(0, 1);
    }

    /** Returns whether a run takes little enough memory. */
    boolean isAffordable() {
        long bytes =
                described.descriptor(part.source).bytes()
                        + described.descriptor(part.weights).bytes()
                        + described.descriptor(part.result).bytes();
        return bytes <= WORTH_TRYING;
    }

    /** Returns whether the kernel computes what it should. */
    public boolean succeeds(Engine engine, Runner runner) {
        try (Scope scope = Scope.ofThisThread()) {
            Map<Argument, Room> rooms = rooms(scope);
            KnownProduct known = known();
            for (Argument argument : part.given()) {
                write(known, argument, rooms.get(argument));
            }
            runner.run(engine.within(scope), described, rooms);
            return areRight(known, rooms);
        }
    }

    private Map<Argument, Room> rooms(Scope scope) {
        Map<Argument, Room> rooms = new EnumMap<>(Argument.class);
        for (Argument argument : part.given()) {
            add(argument, rooms, scope);
        }
        for (Argument argument : part.made()) {
            poison(add(argument, rooms, scope));
        }
        poison(add(Argument.SCRATCHPAD, rooms, scope));
        return rooms;
    }

    private @Nullable Room add(Argument argument, Map<Argument, Room> rooms, Scope scope) {
        if (!described.has(argument)) {
            return null;
        }
        Room room = Room.within(scope, described.descriptor(argument));
        rooms.put(argument, room);
        return room;
    }

    private static void poison(@Nullable Room room) {
        if (room != null) {
            room.memory.fill(NOT_A_NUMBER);
        }
    }

    private KnownProduct known() {
        long[] weights = described.descriptor(part.weights).extents();
        return new KnownProduct(
                described.descriptor(part.source).extents(),
                part == Part.MATRICES ? new long[] {weights[1], weights[0]} : weights,
                described.descriptor(part.result).extents(),
                window);
    }

    private void write(KnownProduct known, Argument argument, @Nullable Room room) {
        if (room != null) {
            new OuterProduct(room.descriptor, vectors(known, argument, room)).write(room.memory);
        }
    }

    private double[][] vectors(KnownProduct known, Argument argument, Room room) {
        int dimensions = room.descriptor.extents().length;
        if (part == Part.MATRICES && argument == Argument.WEIGHTS) {
            double[][] vectors = known.weights(dimensions);
            return new double[][] {vectors[1], vectors[0], vectors[2], vectors[3]};
        }
        if (part == Part.MATRICES && argument == Argument.BIAS) {
            return new double[][] {{1}, known.bias()};
        }
        return switch (argument) {
            case SOURCE -> known.source();
            case WEIGHTS -> known.weights(dimensions);
            case BIAS -> new double[][] {known.bias()};
            case RESULT -> known.result();
            case SOURCE_GRADIENT -> known.sourceGradient();
            case RESULT_GRADIENT -> known.resultGradient();
            case WEIGHTS_GRADIENT -> known.weightsGradient(dimensions);
            case BIAS_GRADIENT -> new double[][] {known.biasGradient()};
            default -> throw new IllegalArgumentException("no product has " + argument);
        };
    }

    private boolean areRight(KnownProduct known, Map<Argument, Room> rooms) {
        for (Room room : rooms.values()) {
            if (!room.isWhole()) {
                return false;
            }
        }
        for (Argument argument : part.made()) {
            if (!isRight(known, argument, rooms.get(argument))) {
                return false;
            }
        }
        return true;
    }

    private boolean isRight(KnownProduct known, Argument argument, @Nullable Room room) {
        if (room == null) {
            return true;
        }
        boolean adds = argument == Argument.RESULT && described.has(Argument.BIAS);
        DoubleUnaryOperator after =
                function.isPresent()
                        ? FusedActivations.of(function.get())
                        : DoubleUnaryOperator.identity();
        return new OuterProduct(room.descriptor, vectors(known, argument, room))
                        .isIn(
                                room.memory,
                                adds ? known.bias() : NO_BIAS,
                                after,
                                tolerance(known, room))
                && (part != Part.MATRICES || hasUntouchedGaps(room));
    }

    /** Returns whether a matrix was written without what lies between its rows. */
    private static boolean hasUntouchedGaps(Room room) {
        long width = room.descriptor.extents()[1] * room.descriptor.type().bytes();
        long[] rows = room.descriptor.layout().places(0);
        for (int row = 1; row < rows.length; row++) {
            long from = rows[row - 1] * room.descriptor.type().bytes() + width;
            long to = rows[row] * room.descriptor.type().bytes();
            for (long place = from; place < to; place++) {
                if (room.memory.get(ValueLayout.JAVA_BYTE, place) != NOT_A_NUMBER) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The terms of a sum have the same sign, so its error grows with their number: the weights'
     * gradient of 16 images of 112 x 112 places adds 200,000.
     */
    private double tolerance(KnownProduct known, Room room) {
        double least = room.descriptor.type() == DataType.F32 ? TOLERANCE : TOLERANCE_BFLOAT16;
        return Math.max(least, known.terms(part) * ROUNDING);
    }

    /**
     * Returns everything that a kernel's computation depends on, except the number of threads, as a
     * key; without streams and records' own toString, which take longer at a start than the trial
     * does.
     */
    @Override
    public String toString() {
        var text = new StringBuilder(described.implementation());
        text.append(" for ").append(part);
        part.given().forEach(argument -> append(text, argument));
        part.made().forEach(argument -> append(text, argument));
        if (function.isPresent()) {
            text.append(", then ").append(function.get().algorithm());
            text.append(' ').append(function.get().alpha());
        }
        append(text.append(", window "), window.kernel());
        append(text.append(" stride "), window.stride());
        append(text.append(" dilation "), window.dilation());
        append(text.append(" padding "), window.before());
        append(text.append(" and "), window.after());
        return text.toString();
    }

    private void append(StringBuilder text, Argument argument) {
        if (described.has(argument)) {
            Descriptor descriptor = described.descriptor(argument);
            text.append(", ").append(argument).append(' ');
            text.append(descriptor.type()).append(descriptor.layout());
        }
    }

    private static void append(StringBuilder text, WindowGeometry.Pair pair) {
        text.append(pair.height()).append('x').append(pair.width());
    }
}
