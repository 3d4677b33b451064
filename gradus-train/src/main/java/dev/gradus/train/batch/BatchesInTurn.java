package dev.gradus.train.batch;

import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Batch;

/** Batches that are read when they are asked for. */
final class BatchesInTurn implements Batches {
    private final Passes passes;
    private final BatchFiller filler;
    private final Batch batch;
    private boolean closed;

    BatchesInTurn(Dataset data, Passes passes, BatchFiller filler) {
        this.passes = passes;
        this.filler = filler;
        batch = new Batch(passes.largest(), data.input().size(), data.target());
    }

    @Override
    public Passes passes() {
        return passes;
    }

    @Override
    public Batch at(long step) {
        if (closed) {
            throw new IllegalStateException("these batches are closed");
        }
        filler.fill(step, batch);
        return batch;
    }

    @Override
    public void close() {
        closed = true;
    }
}
