package dev.gradus.prepare.statistics;

import java.util.Arrays;

/**
 * All numbers of a sequence, or a uniform sample of {@value #MOST} if there are more, the same
 * every time.
 *
 * @see "Vitter, Random Sampling with a Reservoir, ACM TOMS 11 (1985), algorithm R"
 */
public final class Sample {
    private static final int MOST = 1 << 16;

    private double[] values = new double[64];
    private long seen;

    /**
     * Adds a number.
     *
     * @param value the number
     */
    public void add(double value) {
        int place = (int) Math.min(seen, MOST);
        if (seen >= MOST) {
            long drawn = Long.remainderUnsigned(mixed(seen), seen + 1);
            if (drawn < MOST) {
                values[(int) drawn] = value;
            }
        } else {
            if (place == values.length) {
                values = Arrays.copyOf(values, 2 * place);
            }
            values[place] = value;
        }
        seen++;
    }

    /** {@return the values in ascending order} */
    public double[] sorted() {
        double[] sorted = Arrays.copyOf(values, (int) Math.min(seen, MOST));
        Arrays.sort(sorted);
        return sorted;
    }

    /** {@return whether there is no number} */
    public boolean isEmpty() {
        return seen == 0;
    }

    /**
     * {@return well-spread bits that depend on all bits of a number (SplitMix64's finalizer)}
     *
     * @param number any number
     */
    public static long mixed(long number) {
        long z = number + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
