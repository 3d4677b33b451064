package dev.gradus.nn.tensor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The extent of one example's values, without the batch: {@code 784}, {@code 1x28x28} as channels,
 * height and width of an image, or {@code 6x100} as channels and length of a sequence.
 *
 * @param dimensions the extent of each dimension, at least one of them, each at least 1
 */
public record Shape(List<Integer> dimensions) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if an extent is below 1, or there are more than 2^31-1
     *     values
     */
    public Shape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty() || dimensions.stream().anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException(
                    "a shape has one or more dimensions of at least 1, got " + dimensions);
        }
        if (isTooLarge(dimensions)) {
            throw new IllegalArgumentException(
                    "a shape holds at most 2^31-1 values, got " + text(dimensions));
        }
    }

    /**
     * {@return the shape with these extents, outermost first}
     *
     * @param dimensions the extents, each at least 1
     */
    public static Shape of(int... dimensions) {
        return new Shape(IntStream.of(dimensions).boxed().toList());
    }

    /**
     * {@return the shape of a plain vector of {@code size} values}
     *
     * @param size how many values, at least 1
     */
    public static Shape vector(int size) {
        return of(size);
    }

    /**
     * {@return the shape of an image: channels first, then rows, then columns, as in PyTorch's CHW}
     *
     * @param channels at least 1
     * @param height rows, at least 1
     * @param width columns, at least 1
     */
    public static Shape image(int channels, int height, int width) {
        return of(channels, height, width);
    }

    /**
     * {@return the shape of a sequence: channels first, then places, as in PyTorch's CL}
     *
     * @param channels at least 1
     * @param length places, at least 1
     */
    public static Shape sequence(int channels, int length) {
        return of(channels, length);
    }

    /** {@return how many values one example has: the product of all extents} */
    public int size() {
        int size = 1;
        for (int extent : dimensions) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    /** {@return how many dimensions there are} */
    public int rank() {
        return dimensions.size();
    }

    /**
     * {@return the extent of dimension {@code index}, counted from 0}
     *
     * @param index counted from 0
     */
    public int dimension(int index) {
        return dimensions.get(index);
    }

    /** {@return whether this is an image: three dimensions, read as channels, height and width} */
    public boolean isImage() {
        return rank() == 3;
    }

    /** {@return whether this is a sequence: two dimensions, read as channels and places} */
    public boolean isSequence() {
        return rank() == 2;
    }

    /** {@return whether this is a vector: one dimension} */
    public boolean isVector() {
        return rank() == 1;
    }

    /** {@return a sequence as an image of one row, any other shape as it is} */
    public Shape asImage() {
        return isSequence() ? image(dimension(0), 1, dimension(1)) : this;
    }

    /** Returns the extents joined by {@code x}, as in {@code 1x28x28}. */
    @Override
    public String toString() {
        return text(dimensions);
    }

    /** {@return whether these extents multiply to more values than an array can hold} */
    public static boolean isTooLarge(List<Integer> dimensions) {
        double product =
                dimensions.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        return product > Integer.MAX_VALUE;
    }

    /**
     * Writes extents as messages show them.
     *
     * @param dimensions the extents, outermost first
     * @return the extents with an x between them, as {@code 1x28x28}
     */
    public static String text(List<Integer> dimensions) {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
