package dev.gradus.data.numpy;

import dev.gradus.data.DataException;
import dev.gradus.number.Text;
import dev.gradus.text.MemoryFault;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** An array in memory, with its elements as in the file. */
final class NpyArray {
    /** The length of Java's longest arrays. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /**
     * The most bytes allocated because a header says so; beyond them, memory grows with the data.
     */
    private static final int TRUSTED = 1 << 26;

    /** Every whole number up to this one is exact as a {@code float}. */
    private static final double EXACT = 1 << 24;

    /** Every whole number up to this one is exact as a {@code double}; beyond it, all are whole. */
    private static final double MOST_WHOLE = 0x1p53;

    private final String name;
    private final NpyType type;
    private final List<Integer> shape;
    private final long[] strides;
    private final ByteBuffer elements;

    private NpyArray(String name, NpyHeader header, byte[] elements) {
        this.name = name;
        this.type = header.type();
        this.shape = header.shape().stream().map(Math::toIntExact).toList();
        this.strides = strides(header.layout());
        this.elements = ByteBuffer.wrap(elements).order(type.order());
    }

    /**
     * Reads an array to its end.
     *
     * @param name its name in messages
     * @throws DataException if it is damaged, cut off, too long or too large
     */
    static NpyArray read(String name, InputStream in) throws IOException {
        try {
            NpyHeader header = NpyHeader.read(in);
            if (!(header.size() <= MOST_BYTES)) {
                throw new IllegalArgumentException(
                        "says its shape is %s, that is more than 2 GiB of %s; save it in parts"
                                .formatted(header.shapeText(), header.type()));
            }
            return new NpyArray(name, header, elements(in, header));
        } catch (IllegalArgumentException fault) {
            throw new DataException(name + " " + fault.getMessage(), fault);
        } catch (OutOfMemoryError full) {
            throw new DataException(
                    name + " does not fit into memory: " + MemoryFault.sentence(full), full);
        }
    }

    private static byte[] elements(InputStream in, NpyHeader header) throws IOException {
        int expected = (int) header.size();
        byte[] elements = upTo(in, expected);
        if (elements.length < expected) {
            throw new IllegalArgumentException(
                    Text.of(
                            "is cut off: its header says %s of %s, that is %,d bytes, but %,d follow",
                            header.shapeText(), header.type(), expected, elements.length));
        }
        if (in.read() >= 0) {
            throw new IllegalArgumentException(
                    Text.of(
                            "is too long: its header says %s of %s, that is %,d bytes, but more follow",
                            header.shapeText(), header.type(), expected));
        }
        return elements;
    }

    private static byte[] upTo(InputStream in, int expected) throws IOException {
        if (expected > TRUSTED) {
            return in.readNBytes(expected);
        }
        byte[] elements = new byte[expected];
        try {
            int came = in.readNBytes(elements, 0, expected);
            return came == expected ? elements : Arrays.copyOf(elements, came);
        } catch (EOFException damaged) {
            throw new IllegalArgumentException("is cut off within its compressed elements");
        }
    }

    private long[] strides(NpyHeader.Layout layout) {
        long[] steps = new long[shape.size()];
        long step = 1;
        for (int i = 0; i < steps.length; i++) {
            int dimension = layout == NpyHeader.Layout.FORTRAN ? i : steps.length - 1 - i;
            steps[dimension] = step;
            step *= shape.get(dimension);
        }
        return steps;
    }

    String name() {
        return name;
    }

    NpyType type() {
        return type;
    }

    /** Returns the extents, outermost first. */
    List<Integer> shape() {
        return shape;
    }

    /** Returns how many elements lie between neighbours along a dimension. */
    int stride(int dimension) {
        return (int) strides[dimension];
    }

    /** Returns all elements, in the order of their bytes. */
    ByteBuffer elements() {
        return elements;
    }

    /** Returns an element by its place among all. */
    double number(int element) {
        return type.number(elements, element * type.bytes());
    }

    /**
     * Returns what becomes of the first whole number that loses digits as a {@code float}, a
     * sentence; empty if none does. Whole numbers in a column that also has numbers with decimals
     * are measurements, whose last digits hardly matter, and are passed over.
     */
    Optional<String> rounded() {
        int count = elements.capacity() / type.bytes();
        boolean canLose = type.bytes() > (type.isWhole() ? Short.BYTES : Float.BYTES);
        var measured = new BitSet();
        for (int element = 0; canLose && element < count; element++) {
            if (mayLose(element) && !measured.get(column(element)) && isRounded(element)) {
                if (isOfWholes(column(element))) {
                    return Optional.of(
                            "%s%s is %s and is used as %s, since inputs and values to learn of arrays are numbers of 32 bits, in which whole numbers are exact to 7 digits; if the last digits count, subtract what all have in common, as in a - a.min(axis=0)"
                                    .formatted(
                                            name,
                                            index(element),
                                            exact(element).toPlainString(),
                                            used(element).toPlainString()));
                }
                measured.set(column(element));
            }
        }
        return Optional.empty();
    }

    /** A number too large for a {@code float} loses all of itself; whoever reads it refuses it. */
    private boolean mayLose(int element) {
        double number = number(element);
        return Math.abs(number) > EXACT && Float.isFinite((float) number);
    }

    private boolean isRounded(int element) {
        return exact(element).compareTo(used(element)) != 0;
    }

    private BigDecimal exact(int element) {
        return new BigDecimal(text(element));
    }

    private BigDecimal used(int element) {
        return new BigDecimal((float) number(element));
    }

    /** Returns the number of an element's place within its example. */
    private int column(int element) {
        int block = stride(0) * shape.getFirst();
        return element / block * stride(0) + element % stride(0);
    }

    /** Returns whether the numbers at one place of all examples are whole and as such exact. */
    private boolean isOfWholes(int column) {
        int block = stride(0) * shape.getFirst();
        int first = column / stride(0) * block + column % stride(0);
        return type.isWhole()
                || IntStream.range(0, shape.getFirst())
                        .mapToDouble(example -> number(first + example * stride(0)))
                        .filter(number -> !Double.isNaN(number))
                        .allMatch(number ->
                                number == Math.rint(number) && Math.abs(number) <= MOST_WHOLE);
    }

    /** Returns the place of an element as NumPy writes it. */
    private List<Long> index(int element) {
        return IntStream.range(0, strides.length)
                .mapToObj(dimension -> element / strides[dimension] % shape.get(dimension))
                .toList();
    }

    /** Returns an element as the field of a table. */
    String text(int element) {
        return type.text(elements, element * type.bytes());
    }
}
