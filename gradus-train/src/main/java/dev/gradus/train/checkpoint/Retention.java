package dev.gradus.train.checkpoint;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which checkpoints are kept: the newest few and the best.
 *
 * @param keep how many of the newest, at least 1
 */
record Retention(int keep) {
    Retention {
        if (keep < 1) {
            throw new IllegalArgumentException("at least 1 checkpoint is kept, got keep " + keep);
        }
    }

    /**
     * Returns the steps whose checkpoints are no longer kept. The newest are counted back from the
     * one just saved: a checkpoint of a later step was saved before it, by training that has gone
     * back since, and says nothing about which of the others are new.
     *
     * @param steps the steps of all checkpoints, in any order
     * @param saved the step of the one just saved, which is always kept
     * @param best the step of the best, if one is marked
     */
    List<Long> surplus(Collection<Long> steps, long saved, OptionalLong best) {
        return steps.stream()
                .filter(step -> step <= saved)
                .sorted(Comparator.reverseOrder())
                .skip(keep)
                .filter(step -> best.isEmpty() || step != best.getAsLong())
                .toList();
    }
}
