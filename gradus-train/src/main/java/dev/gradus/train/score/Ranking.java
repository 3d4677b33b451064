package dev.gradus.train.score;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Scores of examples for a class, to see how well they put its examples above the others. */
final class Ranking {
    private static final int FIRST = 1024;

    private float[] members = new float[FIRST];
    private float[] others = new float[FIRST];
    private int memberCount;
    private int otherCount;

    /** Adds an example; a higher score says that it is more likely to be of the class. */
    void add(float score, boolean isMember) {
        if (isMember) {
            members = withRoom(members, memberCount);
            members[memberCount++] = score;
        } else {
            others = withRoom(others, otherCount);
            others[otherCount++] = score;
        }
    }

    private static float[] withRoom(float[] scores, int count) {
        return count < scores.length ? scores : Arrays.copyOf(scores, 2 * count);
    }

    /**
     * Returns the share of pairs of an example of the class and another one in which the former has
     * the higher score, equal scores counting half; empty if there is not such pair.
     */
    OptionalDouble area() {
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
