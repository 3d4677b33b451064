package dev.gradus.onednn.trial;

import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Writes the outer product of one vector per dimension to native memory, and checks native memory
 * for it.
 */
final class OuterProduct {
    /** About how many places are checked: the ends of every dimension and some between. */
    private static final int PLACES_LOOKED_AT = 700;

    private final DataType type;
    private final Layout layout;
    private final double[][] vectors;
    private final long[][] places;

    /**
     * @param vectors one per dimension; additional ones, which have one value, are multiplied into
     *     the first
     */
    OuterProduct(Descriptor descriptor, double[][] vectors) {
        this.type = descriptor.type();
        this.layout = descriptor.layout();
        int dimensions = descriptor.extents().length;
        this.vectors = Arrays.copyOf(vectors, dimensions);
        for (int d = dimensions; d < vectors.length; d++) {
            this.vectors[0] = KnownProduct.times(this.vectors[0], vectors[d][0]);
        }
        this.places = new long[dimensions][];
        for (int d = 0; d < dimensions; d++) {
            places[d] = layout.places(d);
        }
    }

    /** Writes all values; the padding of the layout is left unchanged. */
    void write(MemorySegment memory) {
        int first = layout.isOutermost(0) ? 1 : 0;
        int[] inOrder = shortestFirst(first);
        if (first == 0) {
            float[] all = new float[Math.toIntExact(memory.byteSize() / type.bytes())];
            fill(all, inOrder, 0, 0, 1);
            MemorySegment.copy(numbers(all), 0, memory, 0, memory.byteSize());
            return;
        }
        writeRows(memory, inOrder);
    }

    /** Returns the dimensions from a given one on, those with the fewest values first. */
    private int[] shortestFirst(int first) {
        int[] dimensions = new int[vectors.length - first];
        for (int i = 0; i < dimensions.length; i++) {
            int at = i;
            while (at > 0 && vectors[dimensions[at - 1]].length > vectors[first + i].length) {
                dimensions[at] = dimensions[at - 1];
                at--;
            }
            dimensions[at] = first + i;
        }
        return dimensions;
    }

    /** Rows that are multiples of each other are copies of a few. */
    private void writeRows(MemorySegment memory, int[] inOrder) {
        int rows = vectors[0].length;
        int length = 1;
        for (int d : inOrder) {
            length += Math.toIntExact(Arrays.stream(places[d]).max().orElseThrow());
        }
        Map<Double, MemorySegment> multiples = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            double factor = vectors[0][row];
            MemorySegment values = multiples.get(factor);
            if (values == null) {
                float[] one = new float[length];
                fill(one, inOrder, 0, 0, factor);
                values = numbers(one);
                multiples.put(factor, values);
            }
            long offset = places[0][row] * type.bytes();
            MemorySegment.copy(values, 0, memory, offset, values.byteSize());
        }
    }

    private void fill(float[] values, int[] inOrder, int depth, long place, double factor) {
        if (depth == inOrder.length) {
            values[(int) place] = (float) factor;
            return;
        }
        double[] vector = vectors[inOrder[depth]];
        long[] at = places[inOrder[depth]];
        if (depth + 1 == inOrder.length) {
            for (int i = 0; i < vector.length; i++) {
                values[(int) (place + at[i])] = (float) (factor * vector[i]);
            }
            return;
        }
        for (int i = 0; i < vector.length; i++) {
            fill(values, inOrder, depth + 1, place + at[i], factor * vector[i]);
        }
    }

    private MemorySegment numbers(float[] values) {
        if (type == DataType.F32) {
            return MemorySegment.ofArray(values);
        }
        short[] upper = new short[values.length];
        for (int i = 0; i < upper.length; i++) {
            upper[i] = (short) (Float.floatToRawIntBits(values[i]) >>> Short.SIZE);
        }
        return MemorySegment.ofArray(upper);
    }

    /**
     * Returns whether memory holds these values.
     *
     * @param summands what is added to the values of the second dimension
     * @param function the function applied to them then
     * @param tolerance how far a value may deviate, relative to the function's argument or result,
     *     whichever is larger: softplus(0) is ln 2
     */
    boolean isIn(
            MemorySegment memory,
            double[] summands,
            DoubleUnaryOperator function,
            double tolerance) {
        int each = (int) Math.max(3, Math.pow(PLACES_LOOKED_AT, 1.0 / vectors.length));
        return isIn(memory, summands, function, tolerance, each, 0, 0, 1, 0);
    }

    private boolean isIn(
            MemorySegment memory,
            double[] summands,
            DoubleUnaryOperator function,
            double tolerance,
            int count,
            int dimension,
            long place,
            double factor,
            double summand) {
        if (dimension == vectors.length) {
            double expected = function.applyAsDouble(factor + summand);
            double given = Math.abs(factor) + Math.abs(summand);
            double allowed = tolerance * Math.max(given, Math.abs(expected));
            return Math.abs(value(memory, place) - expected) <= allowed;
        }
        int length = vectors[dimension].length;
        for (int i = 0; i < Math.min(length, count); i++) {
            int at = pick(i, count, length);
            if (!isIn(
                    memory,
                    summands,
                    function,
                    tolerance,
                    count,
                    dimension + 1,
                    place + places[dimension][at],
                    factor * vectors[dimension][at],
                    dimension == 1 && summands.length > 0 ? summands[at] : summand)) {
                return false;
            }
        }
        return true;
    }

    /** Spreads some places over a dimension, including its ends. */
    private static int pick(int number, int count, int length) {
        return length <= count ? number : (int) ((long) number * (length - 1) / (count - 1));
    }

    private double value(MemorySegment memory, long place) {
        if (type == DataType.F32) {
            return memory.getAtIndex(ValueLayout.JAVA_FLOAT, place);
        }
        int upper = memory.getAtIndex(ValueLayout.JAVA_SHORT, place) & 0xffff;
        return Float.intBitsToFloat(upper << Short.SIZE);
    }
}
