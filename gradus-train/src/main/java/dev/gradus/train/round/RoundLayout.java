package dev.gradus.train.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The arrays that travel between a run and its replicas, and how they are cut into pieces.
 *
 * @param parts the arrays, in their order
 */
public record RoundLayout(List<Part> parts) implements Serializable {
    /**
     * An array.
     *
     * @param length how many values it has
     * @param isNumber whether it holds one number, in {@link dev.gradus.nn.engine.NumberParts}, so
     *     that its values mean nothing on their own
     */
    public record Part(int length, boolean isNumber) implements Serializable {}

    /** Copies the list, into one that can be sent. */
    public RoundLayout {
        parts = new ArrayList<>(parts);
    }

    /** {@return how many bytes the arrays have} */
    public long bytes() {
        return length() * Float.BYTES;
    }

    private long length() {
        return parts.stream().mapToLong(Part::length).sum();
    }

    /** {@return all of the arrays as one piece, with a span for each of them} */
    public RoundPiece whole() {
        return new RoundPiece(IntStream.range(0, parts.size()).mapToObj(this::whole).toList());
    }

    private RoundPiece.Span whole(int array) {
        return new RoundPiece.Span(
                array, 0, parts.get(array).length(), parts.get(array).isNumber());
    }

    /**
     * Cuts the arrays into pieces of about the same length, none within a number.
     *
     * @param count how many, at least 1
     * @return as many, of which some are empty where there are few values
     */
    public List<RoundPiece> pieces(int count) {
        long all = length();
        return IntStream.range(0, count)
                .mapToObj(i -> between(all * i / count, all * (i + 1) / count))
                .toList();
    }

    /** A number belongs to the piece in which it begins. */
    private RoundPiece between(long from, long to) {
        var spans = new ArrayList<RoundPiece.Span>();
        long begin = 0;
        for (int array = 0; array < parts.size(); array++) {
            Part part = parts.get(array);
            if (part.isNumber()) {
                if (begin >= from && begin < to) {
                    spans.add(whole(array));
                }
            } else {
                int first = Math.clamp(from - begin, 0, part.length());
                int last = Math.clamp(to - begin, 0, part.length());
                if (first < last) {
                    spans.add(new RoundPiece.Span(array, first, last, false));
                }
            }
            begin += part.length();
        }
        return new RoundPiece(spans);
    }
}
