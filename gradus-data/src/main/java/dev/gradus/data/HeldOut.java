package dev.gradus.data;

import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Chooses rows to hold out, of each group the same share, rounded up or down. */
final class HeldOut {
    /** What rows are held out for; each is a choice of its own. */
    enum Part {
        VALIDATION(0),
        TEST(1),
        FOLD(2);

        /** The stream of random numbers, the same for ever. */
        private final int stream;

        Part(int stream) {
            this.stream = stream;
        }
    }

    private HeldOut() {}

    /**
     * Chooses rows.
     *
     * @param rows the rows there are
     * @param group the group of a row, its class for example
     * @param share from 0 up to, not including, 1
     * @param seed what the choice depends on
     * @return share · rows, rounded, but at least 1 and not all, unless the share is 0
     */
    static BitSet of(BitSet rows, IntUnaryOperator group, double share, long seed, Part part) {
        var held = new BitSet();
        int count = rows.cardinality();
        if (share == 0) {
            return held;
        }
        if (count < 2) {
            throw new DataException("a table with one row has none to hold out");
        }
        int[] byGroup = byGroup(rows, group, seed, part);
        int wanted = Math.clamp(Math.round(share * count), 1, count - 1);
        for (long place = 0; place < count; place++) {
            // evenly along the groups: of every stretch its share
            if ((place + 1) * wanted / count > place * wanted / count) {
                held.set(byGroup[(int) place]);
            }
        }
        return held;
    }

    /**
     * Chooses the rows of a fold: each row is in one of the folds, and each group is spread evenly
     * over them.
     *
     * @param rows the rows there are, at least as many as folds
     * @param group the group of a row, its class for example
     * @param seed what the choice depends on
     */
    static BitSet of(BitSet rows, IntUnaryOperator group, Fold fold, long seed) {
        if (rows.cardinality() < fold.count()) {
            throw new DataException(
                    "%d rows cannot be cut into %d folds; take fewer folds"
                            .formatted(rows.cardinality(), fold.count()));
        }
        int[] byGroup = byGroup(rows, group, seed, Part.FOLD);
        var held = new BitSet();
        for (int place = fold.number(); place < byGroup.length; place += fold.count()) {
            held.set(byGroup[place]);
        }
        return held;
    }

    /** Returns the rows group after group, each group shuffled. */
    private static int[] byGroup(BitSet rows, IntUnaryOperator group, long seed, Part part) {
        int[] order = new int[rows.cardinality()];
        Philox.shuffle(order, seed, Purpose.VALIDATION_SPLIT, part.stream);
        int[] all = rows.stream().toArray();
        return IntStream.of(order)
                .map(place -> all[place])
                .boxed()
                .sorted(Comparator.comparingInt(group::applyAsInt)) // is stable
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
