package dev.gradus.train.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The joint result of a round's replicas.
 *
 * @param numbers what was measured of the updates of each replica, in the order of their numbers
 * @param means the mean of what they gave back, each weighted by its number of updates; means
 *     nothing where one of them could not make an update. Not copied
 */
public record RoundResult(List<List<UpdateNumbers>> numbers, List<float[]> means)
        implements Serializable {
    /** Copies the lists, into ones that can be sent. */
    public RoundResult {
        numbers = new ArrayList<>(numbers);
        means = new ArrayList<>(means);
    }

    /**
     * Averages reports.
     *
     * @param piece what their values are
     * @param reports one of each replica that took part, in any order
     * @return the result, which does not depend on that order
     */
    public static RoundResult of(RoundPiece piece, Collection<RoundReport> reports) {
        List<RoundReport> inOrder =
                reports.stream()
                        .sorted(Comparator.comparingInt(report -> report.share().replica()))
                        .toList();
        return new RoundResult(
                inOrder.stream().map(RoundReport::numbers).toList(),
                Averages.of(
                        piece,
                        inOrder.stream().map(RoundReport::values).toList(),
                        inOrder.stream().map(report -> report.share().count()).toList()));
    }

    /**
     * Puts the results of pieces together.
     *
     * @param layout the arrays that were cut
     * @param pieces how
     * @param results the result of each piece, in their order; the first has the numbers
     * @return the result of all
     */
    public static RoundResult joined(
            RoundLayout layout, List<RoundPiece> pieces, List<RoundResult> results) {
        List<float[]> means =
                layout.parts().stream().map(part -> new float[part.length()]).toList();
        for (int i = 0; i < pieces.size(); i++) {
            pieces.get(i).write(results.get(i).means(), means);
        }
        return new RoundResult(results.getFirst().numbers(), means);
    }
}
