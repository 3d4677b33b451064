package dev.gradus.train.score;

import java.util.Map;

/** The quality of a network's predictions for examples whose answers are known. */
public sealed interface Scores permits ClassScores, ValueScores {
    /** {@return how many examples were measured} */
    long examples();

    /**
     * {@return the scores by the names under which runs keep them; scores that are undefined for
     * these examples are missing}
     */
    Map<String, Double> values();
}
