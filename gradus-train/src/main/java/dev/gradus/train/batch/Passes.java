package dev.gradus.train.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * How passes over a data set divide into steps: each takes a batch; the last step of an epoch takes
 * the rest.
 *
 * <p>A batch size of all examples is batch gradient descent, 1 is stochastic gradient descent,
 * anything between is mini-batch gradient descent. Where the size is planned, epochs differ in
 * their number of steps; still, which examples a step takes is fixed from the start, and any step
 * can be asked for.
 *
 * @param examples how many examples an epoch has, at least 1
 * @param stretches steps of one size, in order; the last begins with an epoch and has no end, every
 *     other one ends with its epoch at the latest
 */
public record Passes(int examples, List<Stretch> stretches) {

    /**
     * Steps of one size, up to the next stretch.
     *
     * @param step the first of them
     * @param epoch its epoch
     * @param first its place in the epoch's order
     * @param size how many examples a step takes, 1 to all
     */
    public record Stretch(long step, long epoch, int first, int size) {}

    /** Determines how many examples a step takes. */
    @FunctionalInterface
    public interface Sizes {
        /**
         * Returns the size of a step.
         *
         * @param step the step, from 0
         * @param epoch its epoch, from 0
         * @param first how many examples of the epoch came before it
         * @return at least 1; more than there are counts as all
         */
        int at(long step, long epoch, int first);
    }

    /** Copies the stretches. */
    public Passes {
        requireExamples(examples);
        stretches = List.copyOf(stretches);
    }

    /**
     * Divides every epoch equally, into ⌈examples / batchSize⌉ steps.
     *
     * @param examples how many examples an epoch has, at least 1
     * @param batchSize how many a step takes, at least 1; more than there are counts as all
     */
    public Passes(int examples, int batchSize) {
        this(examples, List.of(new Stretch(0, 0, 0, size(batchSize, examples))));
    }

    /**
     * Plans the batch sizes of this many epochs; all later steps are as large as the last one
     * planned.
     *
     * @param examples how many examples an epoch has, at least 1
     * @param epochs at least 1
     * @param sizes how many examples a step takes
     * @return the passes
     */
    public static Passes ofEpochs(int examples, long epochs, Sizes sizes) {
        return new Planning(examples, sizes).until(epochs, Long.MAX_VALUE);
    }

    /**
     * Plans the batch sizes of as many epochs as the steps take; all later steps are as large as
     * the last one planned.
     *
     * @param examples how many examples an epoch has, at least 1
     * @param steps at least 1
     * @param sizes how many examples a step takes
     * @return the passes
     */
    public static Passes ofSteps(int examples, long steps, Sizes sizes) {
        return new Planning(examples, sizes).until(Long.MAX_VALUE, steps);
    }

    /** Walks through the run once. */
    private static final class Planning {
        private final int examples;
        private final Sizes sizes;
        private final List<Stretch> stretches = new ArrayList<>();
        private long step;
        private int size;

        Planning(int examples, Sizes sizes) {
            requireExamples(examples);
            this.examples = examples;
            this.sizes = sizes;
        }

        Passes until(long epochs, long steps) {
            long epoch = 0;
            for (; epoch < epochs && step < steps; epoch++) {
                addEpoch(epoch);
            }
            stretches.add(new Stretch(step, epoch, 0, size));
            return new Passes(examples, stretches);
        }

        private void addEpoch(long epoch) {
            int before = 0;
            for (int first = 0; first < examples; first += Math.min(size, examples - first)) {
                size = size(sizes.at(step, epoch, first), examples);
                if (size != before) {
                    stretches.add(new Stretch(step, epoch, first, size));
                }
                before = size;
                step++;
            }
        }
    }

    private static void requireExamples(int examples) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "an epoch must have at least 1 example, got " + examples);
        }
    }

    private static int size(int batchSize, int examples) {
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "a batch must have at least 1 example, got batch size " + batchSize);
        }
        return Math.min(batchSize, examples);
    }

    /** {@return how many examples the largest batch has} */
    public int largest() {
        return stretches.stream().mapToInt(Stretch::size).max().orElse(1);
    }

    /**
     * {@return which epoch a step belongs to, from 0}
     *
     * @param step the step, from 0
     */
    public long epoch(long step) {
        Stretch stretch = stretch(step);
        return stretch.epoch + (step - stretch.step) / stepsAlike(stretch);
    }

    /**
     * {@return whether a step is the last of its epoch}
     *
     * @param step the step, from 0
     */
    public boolean endsEpoch(long step) {
        return first(step) + count(step) == examples;
    }

    /**
     * {@return the place in the epoch's order where a step begins}
     *
     * @param step the step, from 0
     */
    public int first(long step) {
        Stretch stretch = stretch(step);
        return stretch.first + (int) ((step - stretch.step) % stepsAlike(stretch)) * stretch.size;
    }

    /**
     * {@return how many examples a step takes}
     *
     * @param step the step, from 0
     */
    public int count(long step) {
        return Math.min(stretch(step).size, examples - first(step));
    }

    /**
     * {@return how many steps there are before an epoch}
     *
     * @param epoch the epoch, from 0
     */
    public long firstStep(long epoch) {
        Stretch last = stretches.getLast();
        if (epoch >= last.epoch) {
            return last.step + (epoch - last.epoch) * stepsAlike(last);
        }
        int index = 0;
        while (stretches.get(index).epoch < epoch) {
            index++;
        }
        return stretches.get(index).step;
    }

    /**
     * {@return how many steps this many epochs have, at least 1; a fraction ends within an epoch}
     *
     * @param epochs passes over the data, above 0
     */
    public long steps(double epochs) {
        long whole = (long) Math.floor(epochs);
        return Math.max(1, firstStep(whole) + Math.round((epochs - whole) * stepsIn(whole)));
    }

    /**
     * {@return how many steps an epoch has}
     *
     * @param epoch the epoch, from 0
     */
    public long stepsIn(long epoch) {
        return firstStep(epoch + 1) - firstStep(epoch);
    }

    /** After this many steps of its size a stretch has finished its epoch. */
    private int stepsAlike(Stretch stretch) {
        return Math.ceilDiv(examples - stretch.first, stretch.size);
    }

    private Stretch stretch(long step) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (stretches.get(middle).step <= step) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return stretches.get(low);
    }
}
