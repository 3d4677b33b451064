package dev.gradus.train.batch;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.tensor.Batch;
import java.util.function.IntUnaryOperator;

/** Fills a batch with the examples of any step, which depend only on the seed and the epoch. */
final class BatchFiller {
    private final Passes passes;
    private final EpochOrder order;
    private final BatchReader reader;
    private final IntUnaryOperator examples = this::exampleIn;
    private long epoch = -1;
    private int first;

    private BatchFiller(Passes passes, EpochOrder order, BatchReader reader) {
        this.passes = passes;
        this.order = order;
        this.reader = reader;
    }

    /**
     * Prepares to fill batches.
     *
     * @param team the threads that may read
     */
    static BatchFiller of(
            Dataset data, Passes passes, long seed, Augmentation augmentation, Team team) {
        return new BatchFiller(
                passes,
                EpochOrder.of(passes.examples(), data.block(), seed),
                new BatchReader(data, augmentation, seed, team));
    }

    /**
     * Fills a batch.
     *
     * @throws DataException as {@link BatchReader#read}
     */
    void fill(long step, Batch batch) {
        turnTo(passes.epoch(step));
        first = passes.first(step);
        reader.read(examples, passes.count(step), epoch, batch);
    }

    private int exampleIn(int row) {
        return order.at(first + row);
    }

    private void turnTo(long next) {
        if (next != epoch) {
            order.turnTo(next);
            epoch = next;
        }
    }
}
