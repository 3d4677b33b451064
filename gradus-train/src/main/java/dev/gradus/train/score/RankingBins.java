package dev.gradus.train.score;

import java.util.BitSet;
import java.util.OptionalDouble;

/**
 * Scores of any number of examples, counted in bins: a score x falls into the bin of x / (s + |x|),
 * which lies between −1 and 1, for a usual size s. Which of two scores in one bin is higher is not
 * known, unless all scores of the bin are equal.
 */
final class RankingBins {
    /** An area is reported only if it is right to within this. */
    static final double LARGEST_ERROR = 5e-4;

    private final double usual;
    private final int[] members;
    private final int[] others;
    private final float[] first;
    private final BitSet mixed = new BitSet();
    private long memberCount;
    private long otherCount;

    /**
     * Makes empty bins.
     *
     * @param count how many
     * @param usual a usual size of a score, above 0
     */
    RankingBins(int count, double usual) {
        this.usual = usual;
        this.members = new int[count];
        this.others = new int[count];
        this.first = new float[count];
    }

    void add(float score, boolean isMember) {
        int bin = bin(score);
        if (members[bin] + others[bin] == 0) {
            first[bin] = score;
        } else if (first[bin] != score) {
            mixed.set(bin);
        }
        if (isMember) {
            members[bin]++;
            memberCount++;
        } else {
            others[bin]++;
            otherCount++;
        }
    }

    boolean hasPairs() {
        return memberCount > 0 && otherCount > 0;
    }

    private int bin(float score) {
        double size = Math.abs(score) / usual;
        double inner = size == Double.POSITIVE_INFINITY ? 1 : size / (1 + size);
        double place = (1 + (score < 0 ? -inner : inner)) / 2;
        return (int) Math.min(members.length - 1, place * members.length);
    }

    /**
     * Returns the share of pairs of a member and another one in which the member has the higher
     * score, pairs within a bin counting half; empty if there is no pair, or the pairs that may
     * count otherwise are more than {@link #LARGEST_ERROR} allows.
     */
    OptionalDouble area() {
        double all = (double) memberCount * otherCount;
        double pairs = 0;
        double unsure = 0;
        long below = 0;
        for (int bin = 0; bin < members.length; bin++) {
            double within = (double) members[bin] * others[bin] / 2;
            pairs += (double) members[bin] * below + within;
            unsure += mixed.get(bin) ? within : 0;
            below += others[bin];
        }
        return all > 0 && unsure <= LARGEST_ERROR * all
                ? OptionalDouble.of(pairs / all)
                : OptionalDouble.empty();
    }
}
