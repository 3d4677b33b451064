package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds columns that alone tell what is learned, as one does that is filled in with the answer:
 * {@code alive} beside {@code survived}, or a price in euros beside one in dollars.
 *
 * <p>A column tells the class if each of its values, or each range of its numbers, has rows of one
 * class only. A column of numbers tells a number if it puts all rows in the same order, or in the
 * opposite one. What chance would do to one of a million columns does not count.
 */
final class TargetLeaks {
    private static final double LOG_CHANCE = Math.log(1e-6);

    /** So many rows tell a column that knows from one that does not, at a small price. */
    private static final int MOST_ROWS = 20_000;

    private static final int MOST_VALUES = 1 << 22;
    private static final int LISTED = 5;

    private final Preparation preparation;
    private final int width;
    private final int rows;
    private final float[] inputs;
    private final Batch batch;
    private final String which;

    private TargetLeaks(Preparation preparation, Dataset training) {
        this.preparation = preparation;
        width = preparation.width();
        int all = training.size();
        rows = Math.min(all, Math.min(MOST_ROWS, Math.max(1, MOST_VALUES / width)));
        batch = new Batch(rows, width, training.target());
        for (int row = 0; row < rows; row++) {
            DatasetView.copy(training, (int) ((long) row * all / rows), batch, row);
        }
        inputs = batch.inputs();
        which =
                rows == all
                        ? Text.of("the %,d training rows", all)
                        : Text.of("%,d of the %,d training rows", rows, all);
    }

    /**
     * Returns which columns alone tell what is learned, a sentence for each thing that they tell.
     *
     * @param training the rows to look at, some of them if there are many
     */
    static List<String> of(Preparation preparation, Dataset training) {
        var leaks = new TargetLeaks(preparation, training);
        return switch (preparation.learned()) {
            case Learned.Classes classes -> leaks.ofClasses(classes);
            case Learned.Values values -> leaks.ofValues(values);
        };
    }

    /** The inputs that a column becomes. */
    private record Block(Column column, int first, int width) {
        /** Returns whether its inputs have an order, as numbers and days have. */
        boolean isOrdered() {
            return switch (column.encoding()) {
                case Encoding.Numeric _, Encoding.AsItIs _, Encoding.Moment _ -> true;
                case Encoding.Category _,
                        Encoding.Embedded _,
                        Encoding.Flag _,
                        Encoding.LeftOut _ ->
                        false;
            };
        }
    }

    private List<String> ofClasses(Learned.Classes learned) {
        int[] labels = batch.labels();
        int classes = learned.names().size();
        double arrangements = logArrangements(labels, classes);
        List<String> telling =
                columns(block ->
                        block.isOrdered()
                                ? areApart(block, labels, classes, arrangements)
                                : isPure(block, labels, classes, arrangements));
        return remarks(telling, "tells the class of each of " + which, learned.column());
    }

    /** Returns whether the classes' ranges of one of a column's inputs do not overlap. */
    private boolean areApart(Block block, int[] labels, int classes, double arrangements) {
        return isNoChance(logFactorial(classes), arrangements)
                && IntStream.range(block.first(), block.first() + block.width())
                        .anyMatch(input -> areApart(input, labels, classes));
    }

    private boolean areApart(int input, int[] labels, int classes) {
        float[] least = new float[classes];
        float[] most = new float[classes];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < rows; row++) {
            least[labels[row]] = Math.min(least[labels[row]], input(row, input));
            most[labels[row]] = Math.max(most[labels[row]], input(row, input));
        }
        List<Integer> ascending =
                IntStream.range(0, classes)
                        .boxed()
                        .sorted(Comparator.comparingDouble(label -> least[label]))
                        .toList();
        return IntStream.range(1, classes)
                .allMatch(i -> most[ascending.get(i - 1)] < least[ascending.get(i)]);
    }

    private float input(int row, int input) {
        return inputs[row * width + input];
    }

    /** Returns whether each value of a column has rows of one class only. */
    private boolean isPure(Block block, int[] labels, int classes, double arrangements) {
        Map<FloatBuffer, Integer> known = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            int label = labels[row];
            var value = FloatBuffer.wrap(inputs, row * width + block.first(), block.width());
            if (known.computeIfAbsent(value, _ -> label) != label
                    || !isNoChance(known.size() * Math.log(classes), arrangements)) {
                return false;
            }
        }
        return true;
    }

    private List<String> ofValues(Learned.Values learned) {
        var found = new ArrayList<String>();
        List<String> targets = learned.columns();
        for (int target = 0; target < targets.size(); target++) {
            int[] ranks = ranks(target, targets.size());
            int different = Arrays.stream(ranks).max().orElseThrow() + 1;
            if (isNoChance(Math.log(2), logArrangements(ranks, different))) {
                List<String> telling =
                        columns(block ->
                                block.column().encoding() instanceof Encoding.Numeric
                                        && isMonotone(block.first(), ranks, different));
                String tells = "puts %s in the order of '%s'".formatted(which, targets.get(target));
                found.addAll(remarks(telling, tells, targets.get(target)));
            }
        }
        return found;
    }

    /** Returns the place of each row's number among all different ones. */
    private int[] ranks(int target, int targets) {
        int[] keys =
                IntStream.range(0, rows)
                        .map(row -> sortable(batch.values()[row * targets + target]))
                        .toArray();
        int[] different = Arrays.stream(keys).sorted().distinct().toArray();
        return Arrays.stream(keys).map(key -> Arrays.binarySearch(different, key)).toArray();
    }

    /**
     * Returns whether rows have the same order by an input, or the opposite one. An input of few
     * values, such as sizes from S to XL, may do so without telling much.
     */
    private boolean isMonotone(int input, int[] ranks, int different) {
        return (rises(input, 1, ranks) || rises(input, -1, ranks))
                && 2 * distinct(input) >= different;
    }

    private boolean rises(int input, int sign, int[] ranks) {
        long[] pairs = new long[rows];
        Arrays.setAll(pairs, row -> (long) sortable(sign * input(row, input)) << 32 | ranks[row]);
        Arrays.sort(pairs);
        return IntStream.range(1, rows).allMatch(i -> (int) pairs[i - 1] <= (int) pairs[i]);
    }

    /** Returns a whole number that compares with others as this number does. */
    private static int sortable(float number) {
        int bits = Float.floatToIntBits(number + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    private long distinct(int input) {
        return IntStream.range(0, rows).map(row -> sortable(input(row, input))).distinct().count();
    }

    private List<String> columns(Predicate<Block> tells) {
        var found = new ArrayList<String>();
        int first = 0;
        for (Column column : preparation.columns()) {
            var block = new Block(column, first, column.encoding().width());
            first += block.width();
            if (block.width() > 0 && tells.test(block)) {
                found.add(column.name());
            }
        }
        return found;
    }

    private static List<String> remarks(List<String> columns, String tell, String target) {
        return switch (columns.size()) {
            case 0 -> List.of();
            case 1 ->
                    List.of(
                            "column '%1$s' alone %2$s; if it is not known before '%3$s' is, leave it out (--drop \"%1$s\")"
                                    .formatted(columns.getFirst(), tell, target));
            default ->
                    List.of(
                            "each of columns %s alone %s; leave out those that are not known before '%s' is (--drop)"
                                    .formatted(
                                            Text.listed(
                                                    columns.stream()
                                                            .map("'%s'"::formatted)
                                                            .toList(),
                                                    LISTED),
                                            tell,
                                            target));
        };
    }

    /**
     * Returns whether chance hardly does as much.
     *
     * @param told the logarithm of how many arrangements of the answers a column tells
     * @param all the logarithm of how many there are
     */
    private static boolean isNoChance(double told, double all) {
        return told - all < LOG_CHANCE;
    }

    /** Returns ln(n! / (a! · b! · …)) for n rows, of which a, b, … have equal answers. */
    private double logArrangements(int[] answers, int different) {
        int[] counts = new int[different];
        for (int row = 0; row < rows; row++) {
            counts[answers[row]]++;
        }
        return logFactorial(rows)
                - Arrays.stream(counts).mapToDouble(TargetLeaks::logFactorial).sum();
    }

    private static double logFactorial(int number) {
        return IntStream.rangeClosed(2, number).mapToDouble(Math::log).sum();
    }
}
