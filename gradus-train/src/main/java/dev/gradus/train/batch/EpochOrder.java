package dev.gradus.train.batch;

import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;

/** The order of an epoch's examples, a function only of seed and epoch. */
sealed interface EpochOrder {
    /** Moves to an epoch. */
    void turnTo(long epoch);

    /** Returns the example at a place of the epoch. */
    int at(int place);

    /**
     * Returns an order.
     *
     * @param examples how many there are
     * @param block how many neighbours are best read together; 1 if any order will do
     */
    static EpochOrder of(int examples, int block, long seed) {
        return block == 1 ? new Any(examples, seed) : new InBlocks(examples, block, seed);
    }

    /** A random order of all examples, each order equally likely. */
    final class Any implements EpochOrder {
        private final int[] order;
        private final long seed;

        Any(int examples, long seed) {
            this.order = new int[examples];
            this.seed = seed;
        }

        @Override
        public void turnTo(long epoch) {
            Philox.shuffle(order, seed, Purpose.SHUFFLE, epoch);
        }

        @Override
        public int at(int place) {
            return order[place];
        }
    }

    /**
     * Shuffled blocks of neighbours, and shuffled examples within {@value #BLOCKS} blocks at a
     * time. Only the order of the blocks and of one such window is kept.
     */
    final class InBlocks implements EpochOrder {
        static final int BLOCKS = 64;

        private final int examples;
        private final int block;
        private final long seed;
        private final int[] blocks;
        private final int[] window;
        private long epoch;
        private int current = -1;
        private int shortPlace;

        InBlocks(int examples, int block, long seed) {
            this.examples = examples;
            this.block = block;
            this.seed = seed;
            this.blocks = new int[Math.ceilDiv(examples, block)];
            this.window = new int[(int) Math.min((long) BLOCKS * block, examples)];
        }

        @Override
        public void turnTo(long next) {
            epoch = next;
            current = -1;
            Philox.shuffle(blocks, seed, Purpose.SHUFFLE, next);
            shortPlace = 0;
            while (blocks[shortPlace] != blocks.length - 1) {
                shortPlace++;
            }
        }

        @Override
        public int at(int place) {
            int number = windowOf(place);
            if (number != current) {
                fill(number);
                current = number;
            }
            return window[place - first(number * BLOCKS)];
        }

        /** The last block of the data may be short, wherever it comes in the order. */
        private int windowOf(int place) {
            int before = first(shortPlace + 1);
            long full =
                    place < before ? place : (long) place + (long) blocks.length * block - examples;
            return (int) (full / block / BLOCKS);
        }

        /** Returns the place where a block of the order begins. */
        private int first(int blockOfOrder) {
            long missing = (long) blocks.length * block - examples;
            return (int) ((long) blockOfOrder * block - (blockOfOrder > shortPlace ? missing : 0));
        }

        private void fill(int number) {
            int count = 0;
            for (int i = number * BLOCKS; i < Math.min(blocks.length, (number + 1) * BLOCKS); i++) {
                int start = blocks[i] * block;
                int end = (int) Math.min(examples, (long) start + block);
                for (int example = start; example < end; example++) {
                    window[count++] = example;
                }
            }
            // A separate seed for each window, so that no random number is used twice.
            long own = Philox.bits(seed, Purpose.SHUFFLE, epoch, Long.MIN_VALUE + number);
            for (int i = count - 1; i > 0; i--) {
                int j = (int) Philox.below(i + 1, own, Purpose.SHUFFLE, epoch, i);
                int swapped = window[i];
                window[i] = window[j];
                window[j] = swapped;
            }
        }
    }
}
