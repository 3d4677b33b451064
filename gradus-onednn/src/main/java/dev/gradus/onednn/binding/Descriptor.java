package dev.gradus.onednn.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The layout of values in memory: extents, number type and order; {@code dnnl_memory_desc_t}. */
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

    /** Returns the descriptor of densely packed values, the last extent varying fastest. */
    public static Descriptor plain(Scope scope, DataType type, long... extents) {
        long[] strides = new long[extents.length];
        long stride = 1;
        for (int i = extents.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= extents[i];
        }
        return ofStrides(scope, type, extents, strides);
    }

    /**
     * Returns the descriptor of a matrix that is a part of another, or lies transposed.
     *
     * @param rowStride how many values lie from a row to the next
     * @param columnStride how many from a column to the next
     */
    public static Descriptor matrix(
            Scope scope,
            DataType type,
            long rows,
            long columns,
            long rowStride,
            long columnStride) {
        return ofStrides(
                scope, type, new long[] {rows, columns}, new long[] {rowStride, columnStride});
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

    /** Returns a copy of a descriptor that another object owns. */
    static Descriptor copy(Scope scope, long other) {
        return new Descriptor(
                scope,
                Function.DESCRIPTOR_CLONE.create(other),
                DataType.of(queryInt(other, QUERY_DATA_TYPE)),
                queryExtents(other));
    }

    /** Returns these extents and this number type, in an order that the primitive may choose. */
    public Descriptor any() {
        return any(scope, type, extents);
    }

    /** Returns these extents, densely packed, with this number type. */
    public Descriptor plain(DataType type) {
        return plain(scope, type, extents);
    }

    /** Returns these extents with the second varying fastest: channels last. */
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
     * Returns a view of a part of the values.
     *
     * @param extents the extents of the part
     * @param offsets where it starts in each dimension
     */
    public Descriptor part(long[] extents, long... offsets) {
        return new Descriptor(
                scope, Function.DESCRIPTOR_PART.create(this, extents, offsets), type, extents);
    }

    /** Returns whether the values are densely packed, the last extent varying fastest. */
    public boolean isPlain() {
        try (Scope compared = Scope.ofThisThread()) {
            return sameAs(plain(compared, type, extents));
        }
    }

    /** Returns the place of each value. */
    public Layout layout() {
        return Layout.of(this);
    }

    /** Returns how many bytes the values take, padding included. */
    public long bytes() {
        return Function.DESCRIPTOR_SIZE.invoke(this);
    }

    /** Returns whether both describe the same layout. */
    public boolean sameAs(Descriptor other) {
        return (int) Function.DESCRIPTOR_EQUAL.invoke(this, other) == 1;
    }

    /**
     * Returns whether values lie at the same places from the first one on, however the layouts say
     * so: 16 channels in a block of 16 lie as channels last do. Not for parts of other values,
     * which also differ by where they begin.
     */
    public boolean placesAs(Descriptor other) {
        return sameAs(other)
                || (type == other.type
                        && Arrays.equals(extents, other.extents)
                        && bytes() == other.bytes()
                        && layout().placesAs(other.layout()));
    }

    /** Returns whether there is room between the values, as where channels do not fill a block. */
    public boolean isPadded() {
        return bytes() > size() * type.bytes();
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
