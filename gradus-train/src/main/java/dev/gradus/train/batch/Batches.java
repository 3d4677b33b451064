package dev.gradus.train.batch;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.tensor.Batch;

/**
 * The batch of any step of a run. The order of examples is a pure function of seed and epoch, so a
 * step has the same batch whenever it is asked for, in this process or another.
 */
public sealed interface Batches extends AutoCloseable permits BatchesAhead, BatchesInTurn {
    /** {@return how epochs divide into steps} */
    Passes passes();

    /**
     * {@return the batch of a step, once it is read} It is valid until the next call.
     *
     * @param step the step, from 0
     * @throws DataException if an example of it cannot be read or used; the message names it
     */
    Batch at(long step);

    /** Ends the reading, and waits until no example is read any more. */
    @Override
    void close();

    /**
     * {@return shuffled batches of one size without augmentation, as for a loop of the caller's
     * own; they are read ahead by a thread of their own}
     *
     * @param data the examples
     * @param size how many examples a batch has, at least 1; the last of an epoch has the rest
     * @param seed what the order depends on
     */
    static Batches of(Dataset data, int size, long seed) {
        return ahead(data, new Passes(data.size(), size), seed, Augmentation.none());
    }

    /**
     * Returns the batches of a run. Where several threads compute, they read themselves what they
     * may read at once, when its step comes, if it is worth sharing: one more thread would take a
     * core from one of them while the others wait, and what it wrote would have to come from its
     * core to theirs. All else is read ahead meanwhile.
     *
     * @param data what to read
     * @param passes how its epochs divide into steps
     * @param seed what the order depends on
     * @param augmentation how inputs are changed
     * @param team the threads that compute
     * @return the batches, the same ones whoever reads them
     */
    static Batches of(
            Dataset data, Passes passes, long seed, Augmentation augmentation, Team team) {
        long values = (long) passes.largest() * data.input().size();
        boolean areShared =
                team.threads() > 1
                        && values >= BatchReader.WORTH_SHARING
                        && data.block() == 1
                        && data.isThreadSafe()
                        && augmentation.isThreadSafe();
        return areShared
                ? new BatchesInTurn(
                        data, passes, BatchFiller.of(data, passes, seed, augmentation, team))
                : ahead(data, passes, seed, augmentation);
    }

    private static Batches ahead(
            Dataset data, Passes passes, long seed, Augmentation augmentation) {
        return new BatchesAhead(
                data, passes, BatchFiller.of(data, passes, seed, augmentation, Team.of(1)));
    }
}
