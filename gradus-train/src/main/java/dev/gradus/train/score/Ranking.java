package dev.gradus.train.score;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scores of examples for a class, to measure how well they rank its examples above the others. */
final class Ranking {
    private static final int FIRST = 1024;

    private float[] members = new float[FIRST];
    private float[] others = new float[FIRST];
    private int memberCount;
    private int otherCount;
    private @Nullable RankingBins bins;
    private boolean hasUnordered;

    /** Adds an example; a higher score says that it is more likely to be of the class. */
    void add(float score, boolean isMember) {
        if (Float.isNaN(score)) {
            hasUnordered = true;
        } else if (bins != null) {
            bins.add(score, isMember);
        } else if (isMember) {
            members = withRoom(members, memberCount);
            members[memberCount++] = score;
        } else {
            others = withRoom(others, otherCount);
            others[otherCount++] = score;
        }
    }

    /** From now on counts scores in bins, in place of keeping each. */
    void coarsen(int count) {
        if (bins != null) {
            return;
        }
        var coarse = new RankingBins(count, usual());
        for (int i = 0; i < memberCount; i++) {
            coarse.add(members[i], true);
        }
        for (int i = 0; i < otherCount; i++) {
            coarse.add(others[i], false);
        }
        members = new float[0];
        others = new float[0];
        bins = coarse;
    }

    /** Returns the median size of some scores that are not 0; 1 if there are none. */
    private double usual() {
        double[] sizes =
                IntStream.concat(places(memberCount), places(otherCount).map(i -> -1 - i))
                        .mapToDouble(i -> Math.abs(i < 0 ? others[-1 - i] : members[i]))
                        .filter(size -> size > 0 && size < Double.POSITIVE_INFINITY)
                        .sorted()
                        .toArray();
        return sizes.length == 0 ? 1 : sizes[sizes.length / 2];
    }

    private static IntStream places(int count) {
        int step = Math.max(1, count >> 12);
        return IntStream.range(0, count / step).map(i -> i * step);
    }

    /** Returns whether there are examples of the class and others. */
    boolean hasPairs() {
        return bins != null ? bins.hasPairs() : memberCount > 0 && otherCount > 0;
    }

    private static float[] withRoom(float[] scores, int count) {
        return count < scores.length ? scores : Arrays.copyOf(scores, 2 * count);
    }

    /**
     * Returns the share of pairs of an example of the class and another one in which the former has
     * the higher score, equal scores counting half; empty if there is no such pair, it is not known
     * well enough, or a score is not a number.
     */
    OptionalDouble area() {
        if (hasUnordered) {
            return OptionalDouble.empty();
        }
        if (bins != null) {
            return bins.area();
        }
        if (memberCount == 0 || otherCount == 0) {
            return OptionalDouble.empty();
        }
        float[] sorted = Arrays.copyOf(others, otherCount);
        float[] above = Arrays.copyOf(members, memberCount);
        Arrays.sort(sorted);
        Arrays.sort(above);
        int below = 0;
        int upTo = 0;
        double pairs = 0;
        for (float score : above) {
            while (below < sorted.length && sorted[below] < score) {
                below++;
            }
            while (upTo < sorted.length && sorted[upTo] <= score) {
                upTo++;
            }
            pairs += (below + upTo) / 2.0;
        }
        return OptionalDouble.of(pairs / memberCount / otherCount);
    }
}
