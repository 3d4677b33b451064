package dev.gradus.data.disk;

import dev.gradus.data.PreparedTable;
import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import java.util.Locale;

/**
 * Where rows go: a part, and a bucket of it, both functions of the seed and the row's number. A
 * bucket is small enough to be shuffled in memory; spreading rows over buckets at random and then
 * shuffling each bucket shuffles all rows.
 */
final class RowPlaces {
    /** What a row is for. */
    enum Part {
        TRAINING(0),
        VALIDATION(1),
        TEST(2);

        private final int number;

        Part(int number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int BUCKET_BYTES = 1 << 24;

    // Streams of Purpose.VALIDATION_SPLIT, which must never change. HeldOut has 0 to 2: rows on
    // disk
    // are neither held out by it nor cut into its folds.
    private static final long TEST_STREAM = 2;
    private static final long VALIDATION_STREAM = 3;
    private static final long BUCKET_STREAM = 4;
    private static final long SHUFFLE_STREAM = 1024;

    private final PreparedTable.Shares shares;
    private final long seed;
    private final int[] counts = new int[Part.values().length];
    private final int[] buckets = new int[Part.values().length];
    private int[] starts = {};
    private int[] filled = {};

    RowPlaces(PreparedTable.Shares shares, long seed) {
        this.shares = shares;
        this.seed = seed;
    }

    /** Returns what a row is for. */
    Part part(long row) {
        if (uniform(TEST_STREAM, row) < shares.test()) {
            return Part.TEST;
        }
        return uniform(VALIDATION_STREAM, row) < shares.validation()
                ? Part.VALIDATION
                : Part.TRAINING;
    }

    private double uniform(long stream, long row) {
        return Philox.uniform(seed, Purpose.VALIDATION_SPLIT, stream, row);
    }

    double share(Part part) {
        return switch (part) {
            case TRAINING -> 1;
            case VALIDATION -> shares.validation();
            case TEST -> shares.test();
        };
    }

    /** Lays out the buckets of all parts, one after another, for rows of this size in bytes. */
    void lay(int rows, int bytes) {
        for (int row = 0; row < rows; row++) {
            counts[part(row).number]++;
        }
        int all = 0;
        for (Part part : Part.values()) {
            buckets[part.number] =
                    Math.toIntExact(Math.ceilDiv((long) counts[part.number] * bytes, BUCKET_BYTES));
            all += buckets[part.number];
        }
        starts = new int[all + 1];
        filled = new int[all];
        for (int row = 0; row < rows; row++) {
            starts[bucket(row) + 1]++;
        }
        for (int bucket = 0; bucket < all; bucket++) {
            starts[bucket + 1] += starts[bucket];
        }
    }

    private int bucket(int row) {
        Part part = part(row);
        int before = 0;
        for (int i = 0; i < part.number; i++) {
            before += buckets[i];
        }
        return before
                + (int)
                        Philox.below(
                                buckets[part.number],
                                seed,
                                Purpose.VALIDATION_SPLIT,
                                BUCKET_STREAM,
                                row);
    }

    /** Returns where the next row of the table goes. */
    int take(int row) {
        int bucket = bucket(row);
        return starts[bucket] + filled[bucket]++;
    }

    /** Returns how many buckets there are. */
    int buckets() {
        return filled.length;
    }

    /**
     * Returns the place of a bucket's first row; for the index after the last bucket, the number of
     * rows.
     */
    int start(int bucket) {
        return starts[bucket];
    }

    /**
     * Returns the row of a bucket with which row number {@code row} changes places, at most {@code
     * row}.
     */
    int partner(int bucket, int row) {
        return (int)
                Philox.below(
                        row + 1L, seed, Purpose.VALIDATION_SPLIT, SHUFFLE_STREAM + bucket, row);
    }

    int count(Part part) {
        return counts[part.number];
    }

    /** Returns the place of a part's first row. */
    int first(Part part) {
        int first = 0;
        for (int i = 0; i < part.number; i++) {
            first += counts[i];
        }
        return first;
    }
}
