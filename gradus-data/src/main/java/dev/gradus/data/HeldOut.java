package dev.gradus.data;

import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Chooses rows to hold out. */
final class HeldOut {
    /** What rows are held out for; the choices are independent. */
    enum Part {
        VALIDATION(0),
        TEST(1),
        FOLD(2);

        /** The number of the random stream, which must never change. */
        private final int stream;

        Part(int stream) {
            this.stream = stream;
        }
    }

    private static final String ONE_ROW =
            "one row is left to learn from, so none can be held out; provide more rows, or smaller shares (0 for none)";

    private HeldOut() {}

    /**
     * Chooses rows, the same share of each group, rounded up or down.
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
            throw new DataException(ONE_ROW);
        }
        int[] byGroup = byGroup(rows, group, seed, part);
        int wanted = wanted(share, count);
        for (long place = 0; place < count; place++) {
            // evenly along the groups: the same share of every stretch
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
                    Text.of(
                            "%s cannot be cut into %d folds; take fewer folds",
                            NumberText.counted(rows.cardinality(), "row"), fold.count()));
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

    private static int wanted(double share, int count) {
        return Math.clamp(Math.round(share * count), 1, count - 1);
    }

    /**
     * Chooses whole groups, by seed, until they make up a share of the rows, but never all.
     *
     * @param rows the rows there are
     * @param group the group of a row
     */
    static BitSet ofGroups(
            BitSet rows, IntUnaryOperator group, double share, long seed, Part part) {
        var held = new BitSet();
        if (share == 0) {
            return held;
        }
        Map<Integer, Integer> sizes = sizes(rows, group);
        int[] groups = shuffled(sizes, seed, part);
        if (groups.length < 2) {
            throw new DataException(
                    "all rows are of one group, so none can be held out; at least 2 groups are needed");
        }
        int missing = wanted(share, rows.cardinality());
        var chosen = new BitSet();
        for (int place = 0; place < groups.length - 1 && missing > 0; place++) {
            chosen.set(groups[place]);
            missing -= sizes.getOrDefault(groups[place], 0);
        }
        rows.stream().filter(row -> chosen.get(group.applyAsInt(row))).forEach(held::set);
        return held;
    }

    /** Chooses the groups of a fold: each group is in one of the folds. */
    static BitSet ofGroups(BitSet rows, IntUnaryOperator group, Fold fold, long seed) {
        int[] groups = shuffled(sizes(rows, group), seed, Part.FOLD);
        if (groups.length < fold.count()) {
            throw new DataException(
                    Text.of(
                            "%s of rows cannot be cut into %d folds; take fewer folds",
                            NumberText.counted(groups.length, "group"), fold.count()));
        }
        var chosen = new BitSet();
        for (int place = fold.number(); place < groups.length; place += fold.count()) {
            chosen.set(groups[place]);
        }
        var held = new BitSet();
        rows.stream().filter(row -> chosen.get(group.applyAsInt(row))).forEach(held::set);
        return held;
    }

    private static Map<Integer, Integer> sizes(BitSet rows, IntUnaryOperator group) {
        Map<Integer, Integer> sizes = new LinkedHashMap<>();
        rows.stream().forEach(row -> sizes.merge(group.applyAsInt(row), 1, Integer::sum));
        return sizes;
    }

    private static int[] shuffled(Map<Integer, Integer> groups, long seed, Part part) {
        int[] order = new int[groups.size()];
        Philox.shuffle(order, seed, Purpose.VALIDATION_SPLIT, part.stream);
        List<Integer> all = List.copyOf(groups.keySet());
        return IntStream.of(order).map(all::get).toArray();
    }

    /**
     * Chooses the latest rows; among rows of the same time, those that come later in the table.
     *
     * @param rows the rows there are
     * @param time the place of a row in time
     */
    static BitSet latest(BitSet rows, IntToDoubleFunction time, double share) {
        var held = new BitSet();
        if (share == 0) {
            return held;
        }
        int count = rows.cardinality();
        if (count < 2) {
            throw new DataException(ONE_ROW);
        }
        rows.stream()
                .boxed()
                .sorted(Comparator.comparingDouble(time::applyAsDouble)) // is stable
                .skip(count - wanted(share, count))
                .forEach(held::set);
        return held;
    }
}
