package dev.gradus.train.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a replica gives back at the end of a round.
 *
 * @param share what it was given to do
 * @param values an array for each part of the state that travels, or for each span of a piece; not
 *     copied
 * @param numbers what was measured of each of its updates, in order; only the last one may be of an
 *     update that could not be made
 */
public record RoundReport(RoundShare share, List<float[]> values, List<UpdateNumbers> numbers)
        implements Serializable {
    /** Copies the lists, into ones that can be sent. */
    public RoundReport {
        values = new ArrayList<>(values);
        numbers = new ArrayList<>(numbers);
    }

    private RoundReport with(RoundPiece piece, List<UpdateNumbers> numbers) {
        return new RoundReport(share, piece.of(values), numbers);
    }

    /**
     * Cuts the report, to be averaged piece by piece.
     *
     * @param pieces how the values are cut, at least one piece
     * @return a report for each piece; the first has all numbers, the others none
     */
    public List<RoundReport> cut(List<RoundPiece> pieces) {
        return IntStream.range(0, pieces.size())
                .mapToObj(i -> with(pieces.get(i), i == 0 ? numbers : List.of()))
                .toList();
    }
}
