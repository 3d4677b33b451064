package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.List;

/**
 * A data set made of another one: some of its examples, or all of them with something changed. What
 * a view does not define itself is that of its source, and the source is read by one thread at a
 * time.
 *
 * <p>What identifies the examples, or depends on their order, is not taken from the source, since a
 * view may change it: {@link #fingerprint}, {@link #origin} and {@link #block} are those of any
 * data set unless the view defines them, or is {@link Unchanged}. Nor is a view {@linkplain
 * #isThreadSafe thread-safe} because its source is: it may have memory of its own.
 */
public interface DatasetView extends Dataset {
    /** {@return the data set that this one is made of} */
    Dataset source();

    @Override
    default String name() {
        return source().name();
    }

    @Override
    default int size() {
        return source().size();
    }

    @Override
    default Shape input() {
        return source().input();
    }

    @Override
    default Target target() {
        return source().target();
    }

    @Override
    default List<String> classNames() {
        return source().classNames();
    }

    @Override
    default void copy(int example, Batch batch, int row) {
        copy(source(), example, batch, row);
    }

    /**
     * Copies an example of any data set, whose monitor is held meanwhile if it is not thread-safe.
     *
     * @param source the data set
     * @param example the number of the example
     * @param batch where it goes
     * @param row its row there
     * @throws DataException if it cannot be read, whatever the data set throws; the message names
     *     the example
     */
    static void copy(Dataset source, int example, Batch batch, int row) {
        try {
            if (source.isThreadSafe()) {
                source.copy(example, batch, row);
                return;
            }
            synchronized (source) {
                source.copy(example, batch, row);
            }
        } catch (DataException known) {
            throw known;
        } catch (Throwable failure) { // a class in Scala may throw what it does not declare
            throw DataException.of(source.place(example) + " cannot be read", failure);
        }
    }

    @Override
    default String place(int example) {
        return source().place(example);
    }

    /** A view that has the examples of its source as they are, and says something else of them. */
    interface Unchanged extends DatasetView {
        @Override
        default String fingerprint() {
            Dataset source = source();
            synchronized (source) {
                return source.fingerprint();
            }
        }

        @Override
        default int block() {
            return source().block();
        }
    }
}
