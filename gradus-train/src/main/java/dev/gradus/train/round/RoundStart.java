package dev.gradus.train.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What all replicas begin a round with.
 *
 * @param state where the run is and what its plan remembers, as text
 * @param values an array for each part of the state that travels, to be read only; not copied
 */
public record RoundStart(String state, List<float[]> values) implements Serializable {
    /** Copies the list, into one that can be sent. */
    public RoundStart {
        values = new ArrayList<>(values);
    }
}
