package dev.gradus.train.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A piece of the arrays that travel.
 *
 * @param spans what it has of which arrays, in their order
 */
public record RoundPiece(List<Span> spans) implements Serializable {
    /**
     * Neighbouring values of an array.
     *
     * @param array the number of the array
     * @param from the first value
     * @param to the value after the last one
     * @param isNumber whether they are the parts of one number
     */
    public record Span(int array, int from, int to, boolean isNumber) implements Serializable {}

    /** Copies the list, into one that can be sent. */
    public RoundPiece {
        spans = new ArrayList<>(spans);
    }

    /**
     * {@return this piece of arrays, an array for each span; a whole array is not copied}
     *
     * @param arrays all of them
     */
    public List<float[]> of(List<float[]> arrays) {
        return spans.stream().map(span -> of(span, arrays.get(span.array()))).toList();
    }

    private static float[] of(Span span, float[] array) {
        return span.from() == 0 && span.to() == array.length
                ? array
                : Arrays.copyOfRange(array, span.from(), span.to());
    }

    /**
     * Writes this piece into arrays.
     *
     * @param values an array for each span
     * @param arrays all of them
     */
    public void write(List<float[]> values, List<float[]> arrays) {
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            System.arraycopy(
                    values.get(i),
                    0,
                    arrays.get(span.array()),
                    span.from(),
                    span.to() - span.from());
        }
    }
}
