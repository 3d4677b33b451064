package dev.gradus.train.batch;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.tensor.Batch;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies examples into the rows of a batch, with the threads of a team if several may read the data
 * at once.
 */
public final class BatchReader {
    /** Fewer values than this, some microseconds, are not worth synchronizing threads. */
    static final int WORTH_SHARING = 1 << 15;

    private static final int DRAWS_PER_EXAMPLE = 256;

    /** How many examples are looked at together. */
    private static final int LOOKED_AT = 64;

    private final Dataset data;
    private final Augmentation augmentation;
    private final long seed;
    private final Team team;
    private final Part[] parts;
    private final Team.Task readPart = this::readPart;
    private Batch batch;
    private IntUnaryOperator examples = row -> row;
    private long epoch;
    private int shares;

    /**
     * Prepares to read examples as they are, with the caller's thread.
     *
     * @param data the examples
     */
    public BatchReader(Dataset data) {
        this(data, Team.of(1));
    }

    /**
     * Prepares to read examples as they are.
     *
     * @param data the examples
     * @param team the threads that may read; called by the thread that reads
     */
    public BatchReader(Dataset data, Team team) {
        this(data, Augmentation.none(), 0, team);
    }

    /**
     * Prepares to read changed examples.
     *
     * @param augmentation how inputs are changed
     * @param seed what the changes depend on
     */
    BatchReader(Dataset data, Augmentation augmentation, long seed, Team team) {
        this.data = data;
        this.augmentation = augmentation;
        this.seed = seed;
        this.team = team;
        batch = Batch.view(data.input().size(), data.target());
        boolean areShared = data.isThreadSafe() && augmentation.isThreadSafe();
        parts = new Part[areShared ? team.threads() : 1];
        Arrays.setAll(parts, _ -> new Part());
    }

    /**
     * Fills a batch with neighbouring examples.
     *
     * @param first the number of the first
     * @param count how many
     * @param batch has room for them
     * @throws DataException if an example cannot be read, or has an input that is not finite, or a
     *     target that is not a finite number or a class; the message names it
     */
    public void read(int first, int count, Batch batch) {
        read(row -> first + row, count, 0, batch);
    }

    /** What is looked for in neighbouring examples. */
    @FunctionalInterface
    public interface Look {
        /**
         * {@return whether it is among these}
         *
         * @param batch some examples
         * @param first the number of the first
         */
        boolean finds(Batch batch, int first);
    }

    /**
     * {@return whether something is found} Examples are read from the first on until it is.
     *
     * @param data the examples
     * @param look looks at some of them at a time
     * @throws DataException as {@link #read(int, int, Batch)}
     */
    public static boolean finds(Dataset data, Look look) {
        int rows = Math.min(LOOKED_AT, data.size());
        var batch = new Batch(rows, data.input().size(), data.target());
        var reader = new BatchReader(data);
        for (int first = 0; first < data.size(); first += rows) {
            reader.read(first, Math.min(rows, data.size() - first), batch);
            if (look.finds(batch, first)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Fills a batch.
     *
     * @param examples the number of the example of each row
     * @param epoch what the changes depend on, besides the seed and the example
     */
    void read(IntUnaryOperator examples, int count, long epoch, Batch batch) {
        this.examples = examples;
        this.epoch = epoch;
        this.batch = batch;
        batch.size(count);
        long values = (long) count * batch.inputSize();
        shares = values < WORTH_SHARING ? 1 : Math.min(parts.length, count);
        team.run(shares, readPart);
        for (int part = 0; part < shares; part++) {
            parts[part].rethrow();
        }
    }

    private void readPart(int part) {
        int rows = batch.size();
        parts[part].read(
                Division.begin(rows, part, shares), Division.begin(rows, part + 1, shares));
    }

    /**
     * {@return what a failure of any kind means to whoever asked for examples}
     *
     * @param cause what was thrown, by this thread or another
     */
    static DataException failed(Throwable cause) {
        return cause instanceof DataException data
                ? new DataException(String.valueOf(data.getMessage()), data)
                : DataException.of("reading the data failed", cause);
    }

    /** Reads some of the rows. */
    private final class Part implements Augmentation.Draw {
        private float[] scratch = {};
        private int example;
        private @Nullable Throwable failure;

        /** Notes the fault of the first row that has one, so that it does not depend on parts. */
        void read(int from, int end) {
            failure = null;
            int row = from;
            try {
                for (; row < end; row++) {
                    example = examples.applyAsInt(row);
                    DatasetView.copy(data, example, batch, row);
                    augment(row);
                }
            } catch (Throwable thrown) {
                failure = thrown;
            }
            try {
                Examples.requireUsable(data, examples, batch, from, row);
            } catch (RuntimeException unusable) {
                failure = unusable;
            }
        }

        private void augment(int row) {
            try {
                augmentation.apply(batch, row, data.input(), this);
            } catch (Throwable fault) {
                throw DataException.of(data.place(example) + " cannot be augmented", fault);
            }
        }

        void rethrow() {
            Throwable thrown = failure;
            if (thrown != null) {
                throw thrown instanceof DataException known ? known : failed(thrown);
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
}
