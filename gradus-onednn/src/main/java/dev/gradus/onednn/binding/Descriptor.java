package dev.gradus.onednn.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * How values lie in memory: extents, type of number, and their order; {@code dnnl_memory_desc_t}.
 */
public final class Descriptor implements Native {
    private static final int QUERY_DIMENSION_COUNT = 256;
    private static final int QUERY_DIMENSIONS = 257;
    private static final int QUERY_DATA_TYPE = 258;
    private static final int TAG_ANY = 1;

    private final Scope scope;
    private final long address;
    private final DataType type;
    private final long[] extents;

    private Descriptor(Scope scope, long address, DataType type, long[] extents) {
        this.scope = scope;
        this.address = scope.own(address, Function.DESCRIPTOR_DESTROY);
        this.type = type;
        this.extents = extents.clone();
    }

    /** Returns the descriptor of values one after another, the last extent moving fastest. */
    public static Descriptor plain(Scope scope, DataType type, long... extents) {
        long[] strides = new long[extents.length];
        long stride = 1;
        for (int i = extents.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= extents[i];
        }
        return ofStrides(scope, type, extents, strides);
    }

    private static Descriptor ofStrides(
            Scope scope, DataType type, long[] extents, long[] strides) {
        return new Descriptor(
                scope,
                Function.DESCRIPTOR_WITH_STRIDES.create(extents.length, extents, type, strides),
                type,
                extents);
    }

    /** Returns a descriptor that leaves the order of values to the primitive it is given to. */
    public static Descriptor any(Scope scope, DataType type, long... extents) {
        return new Descriptor(
                scope,
                Function.DESCRIPTOR_WITH_TAG.create(extents.length, extents, type, TAG_ANY),
                type,
                extents);
    }

    /** Returns a copy of a descriptor that belongs to something else. */
    static Descriptor copy(Scope scope, long other) {
        return new Descriptor(
                scope,
                Function.DESCRIPTOR_CLONE.create(other),
                DataType.of(queryInt(other, QUERY_DATA_TYPE)),
                queryExtents(other));
    }

    /** Returns these extents and types of number in the order of the primitive's choice. */
    public Descriptor any() {
        return any(scope, type, extents);
    }

    /** Returns these extents as plain numbers of a type. */
    public Descriptor plain(DataType type) {
        return plain(scope, type, extents);
    }

    /** Returns these extents with the second moving fastest: an image's channels side by side. */
    public Descriptor channelsLast() {
        long[] strides = new long[extents.length];
        strides[1] = 1;
        long stride = extents[1];
        for (int i = extents.length - 1; i > 1; i--) {
            strides[i] = stride;
            stride *= extents[i];
        }
        strides[0] = stride;
        return ofStrides(scope, type, extents, strides);
    }

    /**
     * Returns a part of the values, where they lie.
     *
     * @param extents the extents of the part
     * @param offsets where it begins along each dimension
     */
    public Descriptor part(long[] extents, long... offsets) {
        return new Descriptor(
                scope, Function.DESCRIPTOR_PART.create(this, extents, offsets), type, extents);
    }

    /** Returns whether values lie one after another, the last extent moving fastest. */
    public boolean isPlain() {
        return sameAs(plain(type));
    }

    /** Returns where each value lies. */
    public Layout layout() {
        return Layout.of(this);
    }

    /** Returns how many bytes the values take, padding included. */
    public long bytes() {
        return Function.DESCRIPTOR_SIZE.invoke(this);
    }

    /** Returns whether the same values lie in the same places. */
    public boolean sameAs(Descriptor other) {
        return (int) Function.DESCRIPTOR_EQUAL.invoke(this, other) == 1;
    }

    /** Returns the type of number. */
    public DataType type() {
        return type;
    }

    /** Returns the extents, outermost first. */
    public long[] extents() {
        return extents.clone();
    }

    /** Returns how many values there are, without padding. */
    public long size() {
        return Arrays.stream(extents).reduce(1, Math::multiplyExact);
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public String toString() {
        return type + Arrays.toString(extents);
    }

    private static long[] queryExtents(long descriptor) {
        return queryLongs(
                descriptor, QUERY_DIMENSIONS, queryInt(descriptor, QUERY_DIMENSION_COUNT));
    }

    @SuppressWarnings("restricted") // reads the array to which oneDNN returns a pointer
    static long[] queryLongs(long descriptor, int what, int count) {
        try (Arena arena = Arena.ofConfined()) {
            var pointer = arena.allocate(ValueLayout.JAVA_LONG);
            Function.DESCRIPTOR_QUERY.call(descriptor, what, pointer.address());
            return MemorySegment.ofAddress(pointer.get(ValueLayout.JAVA_LONG, 0))
                    .reinterpret((long) count * Long.BYTES)
                    .toArray(ValueLayout.JAVA_LONG);
        }
    }

    static int queryInt(long descriptor, int what) {
        try (Arena arena = Arena.ofConfined()) {
            var result = arena.allocate(ValueLayout.JAVA_INT);
            Function.DESCRIPTOR_QUERY.call(descriptor, what, result.address());
            return result.get(ValueLayout.JAVA_INT, 0);
        }
    }
}
