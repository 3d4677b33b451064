package dev.gradus.train.score;

import java.util.Map;

/** How right a network is on examples whose answers are known. */
public sealed interface Scores permits ClassScores, ValueScores {
    /** {@return how many examples were measured} */
    long examples();

    /**
     * {@return the scores by the names under which runs keep them; one that is not defined for
     * these examples is missing}
     */
    Map<String, Double> values();
}
