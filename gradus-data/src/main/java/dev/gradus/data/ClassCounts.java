package dev.gradus.data;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many examples each class has, and which classes have too few: none to learn from, or so few
 * that a score of them says little.
 */
public final class ClassCounts {
    /** Of fewer examples little can be learned, or measured, where there are many others. */
    private static final int FEW = 10;

    private static final double RARE = 0.05;

    private final List<String> names;
    private final String unit;
    private final int[] learned;
    private final int[] heldOut;

    /**
     * Begins to count.
     *
     * @param classes how many classes there are
     * @param names their names; empty if they have none
     * @param unit what one example is called, as in {@code row}
     */
    public ClassCounts(int classes, List<String> names, String unit) {
        this.names = names;
        this.unit = unit;
        learned = new int[classes];
        heldOut = new int[classes];
    }

    /**
     * Counts an example of the training part.
     *
     * @param label its class
     */
    public void addLearned(int label) {
        learned[label]++;
    }

    /**
     * Counts an example that is held out.
     *
     * @param label its class
     */
    public void addHeldOut(int label) {
        heldOut[label]++;
    }

    /**
     * {@return which classes the training part does not have, a sentence each, and one on those
     * that have very few examples}
     */
    public List<String> notes() {
        var notes = new ArrayList<String>();
        IntStream.range(0, learned.length)
                .filter(label -> learned[label] == 0 && heldOut[label] > 0)
                .forEach(label -> notes.add(unknown(label)));
        long all = IntStream.range(0, learned.length).mapToLong(this::count).sum();
        List<Integer> rare =
                IntStream.range(0, learned.length)
                        .filter(label -> isRare(label, all))
                        .boxed()
                        .toList();
        if (!rare.isEmpty()) {
            notes.add(rare(rare.getFirst(), rare.size(), all));
        }
        return notes;
    }

    private String unknown(int label) {
        int count = heldOut[label];
        return Text.of(
                "class '%s' cannot be learned: the training part has no %s of it, since %s held out; add %2$ss of it, or leave the class out",
                name(label),
                unit,
                count == 1 ? "its only " + unit + " is" : Text.of("all %,d are", count));
    }

    private boolean isRare(int label, long all) {
        return learned[label] > 0 && count(label) < FEW && count(label) < RARE * all;
    }

    private String rare(int first, int classes, long all) {
        String which =
                classes == 1
                        ? Text.of(
                                "class '%s' has %,d of %,d %ss",
                                name(first), count(first), all, unit)
                        : Text.of(
                                "%,d classes have fewer than %d of %,d %ss each, such as '%s' with %,d",
                                classes, FEW, all, unit, name(first), count(first));
        String them = classes == 1 ? "it" : "them";
        return "%s: too few to learn %s well, or for scores of %2$s to mean much"
                .formatted(which, them);
    }

    private String name(int label) {
        return names.isEmpty() ? String.valueOf(label) : names.get(label);
    }

    private int count(int label) {
        return learned[label] + heldOut[label];
    }
}
