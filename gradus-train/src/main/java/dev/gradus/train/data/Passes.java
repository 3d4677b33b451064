package dev.gradus.train.data;

/**
 * How passes over a data set divide into steps: every epoch has ⌈examples / batchSize⌉, the last of
 * them with what is left.
 *
 * <p>A batch size of all examples is batch gradient descent, 1 is stochastic gradient descent, all
 * between is mini-batch gradient descent; there is no other difference.
 *
 * @param examples how many examples an epoch has, at least 1
 * @param batchSize how many a step takes, at least 1; more than there are counts as all
 */
public record Passes(int examples, int batchSize) {
    public Passes {
        if (examples < 1) {
            throw new IllegalArgumentException("an epoch has at least 1 example, got " + examples);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "a batch has at least 1 example, got batch size " + batchSize);
        }
        batchSize = Math.min(batchSize, examples);
    }

    /** Returns how many steps an epoch has. */
    public int stepsPerEpoch() {
        return Math.ceilDiv(examples, batchSize);
    }

    /** Returns which epoch a step belongs to, from 0. */
    public long epoch(long step) {
        return step / stepsPerEpoch();
    }

    /** Returns whether a step is the last of its epoch. */
    public boolean endsEpoch(long step) {
        return (step + 1) % stepsPerEpoch() == 0;
    }

    /** Returns the place in the epoch's order where a step begins. */
    public int first(long step) {
        return (int) (step % stepsPerEpoch()) * batchSize;
    }

    /** Returns how many examples a step takes. */
    public int count(long step) {
        return Math.min(batchSize, examples - first(step));
    }
}
