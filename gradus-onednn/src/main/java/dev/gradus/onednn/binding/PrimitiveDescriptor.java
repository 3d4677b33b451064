package dev.gradus.onednn.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * A computation for given shapes and types, with the kernel that will do it chosen; {@code
 * dnnl_primitive_desc_t}.
 */
public final class PrimitiveDescriptor implements Native {
    private static final int QUERY_IMPLEMENTATION = 8;
    private static final int QUERY_ARGUMENT = 255;

    private final Scope scope;
    private final long address;

    PrimitiveDescriptor(Scope scope, long address) {
        this.scope = scope;
        this.address = scope.own(address, Function.PRIMITIVE_DESCRIPTOR_DESTROY);
    }

    /** Returns the layout in which the kernel expects or leaves an argument. */
    public Descriptor descriptor(Argument argument) {
        return Descriptor.copy(scope, argumentDescriptor(argument));
    }

    /** Returns whether the kernel has such an argument. */
    public boolean has(Argument argument) {
        long descriptor = argumentDescriptor(argument);
        return descriptor != 0 && Function.DESCRIPTOR_SIZE.invoke(descriptor) > 0;
    }

    /** Returns the layout of the scratch memory that the kernel needs, if any. */
    public Optional<Descriptor> scratchpad() {
        return has(Argument.SCRATCHPAD)
                ? Optional.of(descriptor(Argument.SCRATCHPAD))
                : Optional.empty();
    }

    /** Returns the name of the kernel, such as {@code brg:avx512_core} or {@code ref:any}. */
    @SuppressWarnings("restricted") // reads the text to which oneDNN returns a pointer
    public String implementation() {
        try (Arena arena = Arena.ofConfined()) {
            var pointer = arena.allocate(ValueLayout.JAVA_LONG);
            Function.PRIMITIVE_QUERY.call(this, QUERY_IMPLEMENTATION, 0, pointer.address());
            return MemorySegment.ofAddress(pointer.get(ValueLayout.JAVA_LONG, 0))
                    .reinterpret(Long.MAX_VALUE)
                    .getString(0);
        }
    }

    /**
     * Moves on to the next kernel that can do it.
     *
     * @return whether there is one; if not, this does not change
     */
    public boolean next() {
        return (int) Function.PRIMITIVE_NEXT_KERNEL.invoke(this) == 0;
    }

    private long argumentDescriptor(Argument argument) {
        return Function.PRIMITIVE_QUERY_DESCRIPTOR.invoke(this, QUERY_ARGUMENT, argument.code());
    }

    @Override
    public long address() {
        return address;
    }
}
