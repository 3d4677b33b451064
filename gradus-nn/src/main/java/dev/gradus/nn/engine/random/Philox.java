package dev.gradus.nn.engine.random;

/**
 * Random numbers as a pure function: Philox 4×32-10 (Salmon et al. 2011, "Parallel random numbers:
 * as easy as 1, 2, 3").
 *
 * <p>The number at (seed, purpose, stream, index) does not depend on the caller, the order or the
 * thread, so a resumed run draws the numbers that an uninterrupted one would have drawn. A stream
 * is an epoch, a step or a layer; the index counts within it.
 */
public final class Philox {
    static final int MULTIPLIER_0 = 0xD2511F53;
    static final int MULTIPLIER_1 = 0xCD9E8D57;
    static final int WEYL_0 = 0x9E3779B9;
    static final int WEYL_1 = 0xBB67AE85;
    static final int ROUNDS = 10;

    /** The lower half of a number of 64 bits. */
    static final long LOW = 0xFFFFFFFFL;

    private static final int PURPOSE_SHIFT = 56;

    private Philox() {}

    /**
     * {@return 64 random bits}
     *
     * @param seed the seed of the run
     * @param purpose what the numbers are for
     * @param stream which stream of the purpose, {@code 0 ≤ stream < 2⁵⁶}
     * @param index which number of the stream
     */
    public static long bits(long seed, Purpose purpose, long stream, long index) {
        return block(seed, key(purpose, stream), index);
    }

    /**
     * {@return a uniform number in [0, 1), a multiple of 2⁻⁵³}
     *
     * @param seed the seed of the run
     * @param purpose what the numbers are for
     * @param stream which stream of the purpose, {@code 0 ≤ stream < 2⁵⁶}
     * @param index which number of the stream, at least 0
     */
    public static double uniform(long seed, Purpose purpose, long stream, long index) {
        return (bits(seed, purpose, stream, index) >>> 11) * 0x1p-53;
    }

    /**
     * {@return a uniform integer in [0, bound), without bias}
     *
     * @param bound the first integer that is too large, at least 1
     * @param seed the seed of the run
     * @param purpose what the numbers are for
     * @param stream which stream of the purpose, {@code 0 ≤ stream < 2⁵⁶}
     * @param index which number of the stream, at least 0
     */
    public static long below(long bound, long seed, Purpose purpose, long stream, long index) {
        return Math.unsignedMultiplyHigh(bits(seed, purpose, stream, index), bound);
    }

    /**
     * {@return a normal number with mean 0 and deviation 1 (Box and Muller; the same bits on every
     * machine)}
     *
     * @param seed the seed of the run
     * @param purpose what the numbers are for
     * @param stream which stream of the purpose, {@code 0 ≤ stream < 2⁵⁶}
     * @param index which number of the stream, at least 0
     */
    public static double normal(long seed, Purpose purpose, long stream, long index) {
        long bits = bits(seed, purpose, stream, index);
        double radius = ((bits >>> 32) + 0.5) * 0x1p-32;
        double angle = (bits & LOW) * 0x1p-32;
        return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
    }

    /**
     * Fills {@code order} with the numbers 0 … length-1, shuffled (Fisher and Yates).
     *
     * @param order takes the numbers
     * @param seed the seed of the run
     * @param purpose what the numbers are for
     * @param stream which stream of the purpose, {@code 0 ≤ stream < 2⁵⁶}
     */
    public static void shuffle(int[] order, long seed, Purpose purpose, long stream) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = order.length - 1; i > 0; i--) {
            int j = (int) below(i + 1, seed, purpose, stream, i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /**
     * Fills part of {@code mask} with 0 at a share of the places and {@code 1 / (1 - rate)} at the
     * others.
     *
     * @param mask takes the mask
     * @param offset the first place of the mask to fill
     * @param count how many places to fill
     * @param rate the share, {@code 0 ≤ rate < 1}
     * @param seed the seed of the run
     * @param stream which stream of {@link Purpose#DROPOUT}
     * @param first the index in the stream of the first place; even
     */
    public static void dropout(
            float[] mask, int offset, int count, double rate, long seed, long stream, long first) {
        long threshold = Math.round(rate * 0x1p32);
        int kept = Float.floatToRawIntBits((float) (1 / (1 - rate)));
        long key = key(Purpose.DROPOUT, stream);
        PhiloxBlocks blocks = PhiloxBlocks.ofThread();
        for (int done = 0; done < count; done += 2 * PhiloxBlocks.SIZE) {
            int values = Math.min(2 * PhiloxBlocks.SIZE, count - done);
            blocks.draw(seed, key, (first + done) >>> 1, (values + 1) / 2);
            int at = offset + done;
            for (int i = 0; i < values / 2; i++) {
                mask[at + 2 * i] = factor(blocks.low(i), threshold, kept);
                mask[at + 2 * i + 1] = factor(blocks.high(i), threshold, kept);
            }
            if (values % 2 == 1) {
                mask[at + values - 1] = factor(blocks.low(values / 2), threshold, kept);
            }
        }
    }

    /** Returns 0 for bits below the threshold, without a branch, which could not be foreseen. */
    private static float factor(long bits, long threshold, int kept) {
        return Float.intBitsToFloat((int) ~((bits - threshold) >> 63) & kept);
    }

    private static long key(Purpose purpose, long stream) {
        return (purpose.number() << PURPOSE_SHIFT) | stream;
    }

    /**
     * Ten rounds over the counter (index, stream) under the key (seed); half of the 128 bits serve.
     */
    static long block(long seed, long stream, long index) {
        int c0 = (int) index;
        int c1 = (int) (index >>> 32);
        int c2 = (int) stream;
        int c3 = (int) (stream >>> 32);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = (MULTIPLIER_0 & LOW) * (c0 & LOW);
            long p1 = (MULTIPLIER_1 & LOW) * (c2 & LOW);
            int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c1 = (int) p1;
            c3 = (int) p0;
            c0 = n0;
            c2 = n2;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return ((long) c1 << 32) | (c0 & LOW);
    }
}
