package dev.gradus.nn.engine.random;

/**
 * Many blocks of {@link Philox} side by side, in loops that the compiler turns into vector
 * instructions. A block is two numbers of 32 bits; each is in a {@code long} of its own.
 */
final class PhiloxBlocks {
    /** How many blocks are drawn at once; they stay in the cache. */
    static final int SIZE = 64;

    private static final ThreadLocal<PhiloxBlocks> OF_THREAD =
            ThreadLocal.withInitial(PhiloxBlocks::new);

    private final long[] c0 = new long[SIZE];
    private final long[] c1 = new long[SIZE];
    private final long[] c2 = new long[SIZE];
    private final long[] c3 = new long[SIZE];

    private PhiloxBlocks() {}

    /** Returns the blocks that this thread alone uses. */
    static PhiloxBlocks ofThread() {
        return OF_THREAD.get();
    }

    /**
     * Draws the blocks at {@code first} to {@code first + count - 1}, as {@link Philox#block} draws
     * one.
     *
     * @param seed the key
     * @param stream the upper half of the counter
     * @param first the lower half of the counter, for the first block
     * @param count how many blocks, at most {@link #SIZE}
     */
    void draw(long seed, long stream, long first, int count) {
        count(stream, first, count);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < Philox.ROUNDS; round++) {
            mix(k0 & Philox.LOW, k1 & Philox.LOW, count);
            k0 += Philox.WEYL_0;
            k1 += Philox.WEYL_1;
        }
    }

    /** Returns the lower half of a block that was drawn. */
    long low(int block) {
        return c0[block];
    }

    /** Returns the upper half of a block that was drawn. */
    long high(int block) {
        return c1[block];
    }

    private void count(long stream, long first, int count) {
        for (int i = 0; i < count; i++) {
            c0[i] = (first + i) & Philox.LOW;
            c1[i] = (first + i) >>> 32;
            c2[i] = stream & Philox.LOW;
            c3[i] = stream >>> 32;
        }
    }

    /** Makes one round: products of two numbers of 32 bits, whose halves change places. */
    private void mix(long k0, long k1, int count) {
        for (int i = 0; i < count; i++) {
            long p0 = (Philox.MULTIPLIER_0 & Philox.LOW) * (c0[i] & Philox.LOW);
            long p1 = (Philox.MULTIPLIER_1 & Philox.LOW) * (c2[i] & Philox.LOW);
            c0[i] = (p1 >>> 32) ^ c1[i] ^ k0;
            c2[i] = (p0 >>> 32) ^ c3[i] ^ k1;
            c1[i] = p1 & Philox.LOW;
            c3[i] = p0 & Philox.LOW;
        }
    }
}
