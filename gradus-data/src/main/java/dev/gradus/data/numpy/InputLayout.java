package dev.gradus.data.numpy;

import dev.gradus.data.DataException;
import dev.gradus.data.bytes.ByteRow;
import dev.gradus.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How an element of an array becomes an input value of an example. */
final class InputLayout {
    private static final List<Integer> CHANNELS = List.of(1, 3, 4);

    private final NpyArray array;
    private final Neighbours neighbours;
    private final Shape shape;
    private final int example;
    private final int[] places;
    private final Order order;
    private final ThreadLocal<float[]> row;
    private final boolean isPixels;
    private final Optional<String> note;

    /** How the values of an example lie in the file. */
    private enum Order {
        /** One after another, as in the example. */
        SAME,
        /** Together, but in another order. */
        PERMUTED,
        /** Among those of other examples. */
        SCATTERED;

        static Order of(int[] places) {
            if (IntStream.range(0, places.length).allMatch(i -> places[i] == i)) {
                return SAME;
            }
            boolean isTogether = Arrays.stream(places).max().orElseThrow() == places.length - 1;
            return isTogether ? PERMUTED : SCATTERED;
        }
    }

    private InputLayout(
            NpyArray array, Shape shape, int[] places, boolean isPixels, Optional<String> note) {
        this.array = array;
        this.shape = shape;
        example = array.stride(0);
        neighbours = new Neighbours(array, places.length);
        this.places = places;
        order = Order.of(places);
        row = ThreadLocal.withInitial(() -> new float[places.length]);
        this.isPixels = isPixels;
        this.note = note;
    }

    static InputLayout of(NpyArray array) {
        List<Integer> extents = array.shape();
        if (extents.isEmpty() || extents.size() > 4 || extents.contains(0)) {
            throw new DataException(
                    "%s has the shape %s; inputs are (examples, values), (examples, height, width) or (examples, channels, height, width), each at least 1"
                            .formatted(array.name(), extents));
        }
        boolean isLast = isChannelsLast(extents);
        int[] order =
                switch (extents.size()) {
                    case 1 -> new int[0];
                    case 2 -> new int[] {1};
                    case 3 -> new int[] {1, 2};
                    default -> isLast ? new int[] {3, 1, 2} : new int[] {1, 2, 3};
                };
        return new InputLayout(
                array,
                shape(extents, order),
                places(array, order),
                array.type().isByte() && extents.size() > 2,
                note(array, isLast));
    }

    private static boolean isChannelsLast(List<Integer> extents) {
        return extents.size() == 4
                && CHANNELS.contains(extents.get(3))
                && !CHANNELS.contains(extents.get(1));
    }

    private static Optional<String> note(NpyArray array, boolean isLast) {
        return array.shape().size() < 4
                ? Optional.empty()
                : Optional.of(
                        "%s has the shape %s: images with channels %s"
                                .formatted(array.name(), array.shape(), isLast ? "last" : "first"));
    }

    private static Shape shape(List<Integer> extents, int... order) {
        return switch (order.length) {
            case 0 -> Shape.vector(1);
            case 1 -> Shape.vector(extents.get(1));
            case 2 -> Shape.image(1, extents.get(1), extents.get(2));
            default ->
                    Shape.image(
                            extents.get(order[0]), extents.get(order[1]), extents.get(order[2]));
        };
    }

    /** Returns where the values of an example lie from its first element on, each once. */
    private static int[] places(NpyArray array, int... order) {
        int[] places = {0};
        for (int dimension : order) {
            int extent = array.shape().get(dimension);
            int stride = array.stride(dimension);
            int[] more = new int[places.length * extent];
            for (int i = 0; i < more.length; i++) {
                more[i] = places[i / extent] + i % extent * stride;
            }
            places = more;
        }
        return places;
    }

    Shape shape() {
        return shape;
    }

    Optional<String> note() {
        return note;
    }

    void copy(int number, float[] into, int at) {
        int first = number * example;
        switch (order) {
            case SAME -> neighbours.copy(first, into, at);
            case PERMUTED -> {
                float[] together = row.get();
                neighbours.copy(first, together, 0);
                for (int i = 0; i < places.length; i++) {
                    into[at + i] = together[places[i]];
                }
            }
            case SCATTERED -> {
                for (int i = 0; i < places.length; i++) {
                    into[at + i] = (float) array.number(first + places[i]);
                }
            }
        }
        if (isPixels) {
            for (int i = at; i < at + places.length; i++) {
                into[i] /= ByteRow.WHITE;
            }
        }
    }
}
