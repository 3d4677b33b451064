package dev.gradus.train.batch;

import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread reads ahead into a few batches, or up to 64 small ones, that are reused; asked for a
 * step other than the next, it starts anew from there. After the first batches nothing is
 * allocated. Reading never waits on a clock.
 */
final class BatchesAhead implements Batches {
    private static final int FEWEST_AHEAD = 3;
    private static final int MOST_AHEAD = 64;

    /**
     * Waking the reader takes as long as reading some thousand values, so it reads more than that
     * at once. Updates of 16-64-10 with 32 examples take 18 us so, and took 22 when it was woken
     * for each batch (Zen 4).
     */
    private static final long WORTH_WAKING = 1L << 15;

    /** With more values than this in a batch, only one batch is read ahead, to save memory. */
    private static final long LARGE = 1L << 24;

    private final Passes passes;
    private final BatchFiller filler;
    private final Batch[] ring;
    private final Thread reader;

    // Created once, so that waiting allocates nothing.
    private final BooleanSupplier read = this::isRead;
    private final BooleanSupplier idle = this::isIdle;
    private final BooleanSupplier room = this::hasRoom;

    // All below are guarded by this. Steps from `held` up to `next` are in the ring.
    private long held;
    private long next;
    private boolean filling;
    private boolean resting;
    private boolean closed;
    private boolean interrupted;
    private @Nullable Throwable failure;

    BatchesAhead(Dataset data, Passes passes, BatchFiller filler) {
        this.passes = passes;
        this.filler = filler;
        int largest = passes.largest();
        int targets = data.target() instanceof Target.Values(int width) ? width : 1;
        long values = (long) largest * (data.input().size() + targets);
        ring = new Batch[ahead(values)];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new Batch(largest, data.input().size(), data.target());
        }
        reader = Thread.ofPlatform().daemon().name("gradus-reader").unstarted(this::readAhead);
    }

    private static int ahead(long values) {
        return values > LARGE ? 1 : Math.clamp(WORTH_WAKING / values, FEWEST_AHEAD, MOST_AHEAD);
    }

    @Override
    public Passes passes() {
        return passes;
    }

    @Override
    public synchronized Batch at(long step) {
        if (closed) {
            throw new IllegalStateException("these batches are closed");
        }
        if (reader.getState() == Thread.State.NEW) {
            held = step;
            next = step;
            reader.start();
        }
        if (step < held || step > next) {
            startAt(step);
        }
        held = step;
        if (hasRoom()) {
            notifyAll();
        }
        await(read);
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
        if (failure != null && next <= step) {
            throw BatchReader.failed(failure);
        }
        return ring[(int) (step % ring.length)];
    }

    private void startAt(long step) {
        await(idle);
        failure = null;
        next = step;
    }

    private boolean isRead() {
        return next > held || failure != null;
    }

    private boolean isIdle() {
        return !filling;
    }

    /**
     * Once the ring is full, the reader waits until half of it is used, if it has more than three
     * batches.
     */
    private boolean hasRoom() {
        int most = resting && ring.length > FEWEST_AHEAD ? ring.length / 2 : ring.length - 1;
        return closed || (failure == null && next - held <= most);
    }

    private void readAhead() {
        for (long step = claim(); step >= 0; step = claim()) {
            try {
                filler.fill(step, ring[(int) (step % ring.length)]);
                release(null);
            } catch (Throwable thrown) {
                release(thrown);
            }
        }
    }

    /** Waits until there is room in the ring and returns the step to read, or -1 at the end. */
    private synchronized long claim() {
        resting = next - held >= ring.length;
        await(room);
        resting = false;
        filling = !closed;
        return closed ? -1 : next;
    }

    private synchronized void release(@Nullable Throwable thrown) {
        filling = false;
        failure = thrown;
        if (thrown == null) {
            next++;
        }
        notifyAll();
    }

    /** Keeps an interruption for the loop, which handles it between two steps. */
    private synchronized void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException kept) {
                interrupted = true;
            }
        }
    }

    /** Ends the reading, and waits until no example is read any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean isInterrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException kept) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
