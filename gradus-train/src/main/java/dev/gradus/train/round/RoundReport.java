package dev.gradus.train.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a replica gives back at the end of a round.
 *
 * @param values an array for each part of the state that travels; not copied
 * @param numbers what was measured of each of its updates, in order; the last one alone may be of
 *     an update that could not be made
 */
public record RoundReport(List<float[]> values, List<UpdateNumbers> numbers)
        implements Serializable {
    /** Copies the lists, into ones that can be sent. */
    public RoundReport {
        values = new ArrayList<>(values);
        numbers = new ArrayList<>(numbers);
    }
}
