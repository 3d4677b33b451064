package dev.gradus.train.batch;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.text.MemoryFault;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The batch of any step of a run. The order of examples is a pure function of seed and epoch, so a
 * step has the same batch whenever it is asked for, in this process or another.
 *
 * <p>One thread reads ahead into a few batches, or up to 64 small ones, that are reused; asked for
 * a step other than the next, it starts anew from there. After the first batches nothing is
 * allocated. Reading never waits on a clock.
 */
public final class Batches implements AutoCloseable {
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

    /**
     * Prepares the batches of a run.
     *
     * @param data what to read
     * @param passes how its epochs divide into steps
     * @param seed what the order depends on
     * @param augmentation how inputs are changed
     */
    public Batches(Dataset data, Passes passes, long seed, Augmentation augmentation) {
        this.passes = passes;
        filler = new BatchFiller(data, passes, seed, augmentation);
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

    /**
     * {@return shuffled batches of one size without augmentation, as for a loop of the caller's
     * own}
     *
     * @param data the examples
     * @param size how many examples a batch has, at least 1; the last of an epoch has the rest
     * @param seed what the order depends on
     */
    public static Batches of(Dataset data, int size, long seed) {
        return new Batches(data, new Passes(data.size(), size), seed, Augmentation.none());
    }

    /** {@return how epochs divide into steps} */
    public Passes passes() {
        return passes;
    }

    /**
     * {@return the batch of a step, waiting until it is read} It is valid until the next call.
     *
     * @param step the step, from 0
     * @throws DataException if an example of it cannot be read or used; the message names it
     */
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
            throw failed(failure);
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

    private static DataException failed(Throwable cause) {
        return cause instanceof DataException data
                ? new DataException(String.valueOf(data.getMessage()), data)
                : new DataException(
                        "reading the data failed: "
                                + (cause instanceof OutOfMemoryError full
                                        ? MemoryFault.sentence(full)
                                        : cause.toString()),
                        cause);
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
