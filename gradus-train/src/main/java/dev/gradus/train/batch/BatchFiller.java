package dev.gradus.train.batch;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import dev.gradus.nn.tensor.Batch;
import java.util.function.IntUnaryOperator;

/** Fills a batch with the examples of any step, which depend only on the seed and the epoch. */
final class BatchFiller implements Augmentation.Draw {
    private static final int DRAWS_PER_EXAMPLE = 256;

    private final Dataset data;
    private final Passes passes;
    private final long seed;
    private final Augmentation augmentation;
    private final EpochOrder order;
    private final IntUnaryOperator examples = this::exampleIn;
    private long epoch = -1;
    private int first;
    private int example;
    private float[] scratch = {};

    BatchFiller(Dataset data, Passes passes, long seed, Augmentation augmentation) {
        this.data = data;
        this.passes = passes;
        this.seed = seed;
        this.augmentation = augmentation;
        this.order = EpochOrder.of(passes.examples(), data.block(), seed);
    }

    /**
     * Fills a batch.
     *
     * @throws DataException if an example cannot be read, or has an input that is not finite, or a
     *     target that is not a finite number or a class; the message names it
     */
    void fill(long step, Batch batch) {
        turnTo(passes.epoch(step));
        first = passes.first(step);
        int count = passes.count(step);
        for (int row = 0; row < count; row++) {
            example = exampleIn(row);
            Examples.copy(data, example, batch, row);
            augmentation.apply(batch, row, data.input(), this);
        }
        batch.size(count);
        Examples.requireUsable(data, examples, batch);
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

    @Override
    public double uniform(int index) {
        long place = (long) example * DRAWS_PER_EXAMPLE + index;
        return Philox.uniform(seed, Purpose.AUGMENTATION, epoch, place);
    }

    @Override
    public float[] scratch(int size) {
        if (scratch.length < size) {
            scratch = new float[size];
        }
        return scratch;
    }
}
