package dev.gradus.onednn.memory;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Execution;
import dev.gradus.onednn.binding.Scope;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Copies values between arrays in logical order and native memory in the layout that a plan chose.
 */
public final class TensorCopy {
    private TensorCopy() {}

    /** Copies a tensor out, in logical order. */
    public static void read(NativeTensor tensor, float[] values) {
        int count = Math.toIntExact(tensor.descriptor().size());
        if (isInLogicalOrder(tensor)) {
            MemorySegment.copy(tensor.buffer().memory(), JAVA_FLOAT, 0, values, 0, count);
            return;
        }
        try (Scope scope = Scope.ofThisThread()) {
            Descriptor plain = plain(tensor, scope);
            MemorySegment memory = scope.allocate(plain.bytes());
            reorder(scope, place(tensor), new Execution.Place(plain, memory.address()));
            MemorySegment.copy(memory, JAVA_FLOAT, 0, values, 0, count);
        }
    }

    /** Copies values in logical order into a tensor; the padding of its layout becomes zero. */
    public static void write(float[] values, NativeTensor tensor) {
        int count = Math.toIntExact(tensor.descriptor().size());
        if (isInLogicalOrder(tensor)) {
            MemorySegment.copy(values, 0, tensor.buffer().memory(), JAVA_FLOAT, 0, count);
            return;
        }
        try (Scope scope = Scope.ofThisThread()) {
            Descriptor plain = plain(tensor, scope);
            MemorySegment memory = scope.allocate(plain.bytes());
            MemorySegment.copy(values, 0, memory, JAVA_FLOAT, 0, count);
            reorder(scope, new Execution.Place(plain, memory.address()), place(tensor));
        }
    }

    private static boolean isInLogicalOrder(NativeTensor tensor) {
        return tensor.descriptor().type() == DataType.F32 && tensor.descriptor().isPlain();
    }

    /**
     * In a scope that ends soon: that of the tensor's own descriptor lasts as long as a program.
     */
    private static Descriptor plain(NativeTensor tensor, Scope scope) {
        return Descriptor.plain(scope, DataType.F32, tensor.descriptor().extents());
    }

    private static Execution.Place place(NativeTensor tensor) {
        return new Execution.Place(tensor.descriptor(), tensor.buffer().address());
    }

    private static void reorder(Scope scope, Execution.Place from, Execution.Place to) {
        var engine = new Engine(scope);
        var described = engine.reorder(from.descriptor(), to.descriptor());
        Map<Argument, Execution.Place> places = new EnumMap<>(Argument.class);
        places.put(Argument.SOURCE, from);
        places.put(Argument.RESULT, to);
        described
                .scratchpad()
                .ifPresent(order -> {
                    long scratch = scope.allocate(order.bytes()).address();
                    places.put(Argument.SCRATCHPAD, new Execution.Place(order, scratch));
                });
        var call =
                Execution.Call.together(
                        "reorder",
                        Execution.CURRENT_THREADS,
                        new Execution.Piece(engine.primitive(described), places));
        new Execution(engine, List.of(call)).run(0, 1);
    }
}
