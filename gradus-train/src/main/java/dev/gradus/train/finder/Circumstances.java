package dev.gradus.train.finder;

import dev.gradus.number.Text;
import dev.gradus.train.finder.Findings.Confidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What to compare a search with, to tell learning from memorizing and from not learning at all.
 *
 * @param runSteps how many updates the run has
 * @param sweepSteps how many a sweep may make
 * @param passes how often a whole sweep goes over the examples
 * @param constantLoss the loss of the best answer that ignores the inputs; empty where it is not
 *     known
 */
public record Circumstances(
        long runSteps, long sweepSteps, double passes, OptionalDouble constantLoss) {
    /** With more passes than this, the examples are no longer unseen. */
    private static final double FRESH = 1.5;

    /** A network must beat the loss of a constant answer by this share of it. */
    private static final double BETTER = 0.02;

    private static final double NOISE = 3;

    /** Returns whether a sweep sees its examples more than once, and may memorize them. */
    boolean isTiny() {
        return passes > FRESH;
    }

    /** Returns whether a sweep sees its examples more than once, and has learned something. */
    boolean mayHaveMemorized(Sweep mean) {
        return isTiny() && !isNoBetterThanConstant(mean);
    }

    /** Returns a sentence if a sweep is longer than the run it is for. */
    Optional<String> tooLong() {
        return sweepSteps > runSteps
                ? Optional.of(
                        Text.of(
                                "a sweep of %d steps is longer than the run of %d and sees more of the data; sweep fewer rates",
                                sweepSteps, runSteps))
                : Optional.empty();
    }

    /** Returns reasons to doubt a rate read off the sweeps. */
    List<String> doubts(Sweep mean) {
        var doubts = new ArrayList<String>();
        if (isTiny()) {
            doubts.add(
                    Text.of(
                            "a sweep goes %.0f times over these few examples and may memorize them",
                            passes));
        }
        if (isNoBetterThanConstant(mean)) {
            doubts.add(
                    Text.of(
                            "the loss falls to %.3g; an answer that ignores the inputs has %.3g: are the targets random?",
                            lowest(mean), constantLoss.orElseThrow()));
        }
        return List.copyOf(doubts);
    }

    /** Returns the most confidence a search deserves, however well its sweeps agree. */
    Confidence mostConfidence(Sweep mean) {
        if (isNoBetterThanConstant(mean)) {
            return Confidence.LOW;
        }
        return isTiny() || sweepSteps > runSteps ? Confidence.MEDIUM : Confidence.HIGH;
    }

    private boolean isNoBetterThanConstant(Sweep mean) {
        if (constantLoss.isEmpty() || mean.losses().length == 0) {
            return false;
        }
        double constant = constantLoss.getAsDouble();
        double needed = Math.max(BETTER * constant, NOISE * Slope.deviationOfMeans(mean));
        return lowest(mean) > constant - needed;
    }

    private static double lowest(Sweep mean) {
        return Arrays.stream(mean.smoothed()).min().orElse(Double.NaN);
    }
}
