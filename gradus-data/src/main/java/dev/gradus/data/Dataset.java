package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Examples to learn from, each reached by its number, and always the same.
 *
 * <p>Only one thread at a time reads a data set that does not say that it {@linkplain #isThreadSafe
 * is thread-safe}, but not always the same thread: whoever calls {@link #copy} holds the data set's
 * monitor, as training does for the data sets it is given, and as parts and other views of a data
 * set do for the one they are made of.
 */
public interface Dataset {
    /**
     * {@return the name for messages and the record of a run, as in {@code mnist training part}}
     */
    String name();

    /** {@return how many examples there are, at least 1} */
    int size();

    /** {@return the shape of one example's input} */
    Shape input();

    /** {@return what is known about each example} */
    Target target();

    /**
     * {@return the names of the classes, in the order of their numbers; empty if they have no
     * names, or there are no classes}
     */
    default List<String> classNames() {
        return List.of();
    }

    /**
     * Copies an example into a row of a batch: its input values to {@code row · inputSize} and on,
     * and its label, or its target values.
     *
     * @param example which one, from 0 up to, not including, {@link #size}
     * @param batch has room for this input and target
     * @param row where to put it, {@code 0 ≤ row < capacity}
     * @throws DataException if it cannot be read
     */
    void copy(int example, Batch batch, int row);

    /**
     * Returns a short text that is the same for the same examples in the same order, regardless of
     * their name and location, and different for others. A run records it, so that it is not
     * resumed with other data by mistake.
     *
     * @return by default made from all examples, or from some at equal distances if there are very
     *     many
     */
    default String fingerprint() {
        return Fingerprint.of(this);
    }

    /**
     * {@return how a recipe names these examples; empty by default, for examples that only the
     * program that made them has} A run on such data is resumed from that program.
     */
    default Optional<DataSource> origin() {
        return Optional.empty();
    }

    /**
     * {@return whether several threads may {@link #copy} examples at the same time, into different
     * rows, without holding the monitor; by default not} Such examples are read by the threads that
     * compute, when they are needed, and all others ahead by a thread of its own: examples that
     * take long, because they come from a disk or a network, are better not called thread-safe.
     */
    default boolean isThreadSafe() {
        return false;
    }

    /**
     * {@return how many neighbouring examples are best read together: 1 by default, for random
     * access} Training shuffles blocks of this size, and the examples within some blocks at a time.
     */
    default int block() {
        return 1;
    }

    /**
     * {@return where an example comes from, for people: by default the name and the number from 0}
     *
     * @param example its number, from 0
     */
    default String place(int example) {
        return name() + ", example " + example + " (counted from 0)";
    }

    /**
     * {@return the first {@code count} examples, or all if there are fewer}
     *
     * @param count at least 1
     */
    default Dataset take(int count) {
        return count >= size() ? this : range(0, count);
    }

    /**
     * {@return the examples from number {@code first} up to, not including, number {@code end}}
     *
     * @param first the first number, from 0
     * @param end the number after the last
     * @throws IllegalArgumentException unless {@code 0 ≤ first < end ≤ size}
     */
    default Dataset range(int first, int end) {
        return Selection.range(this, first, end);
    }

    /**
     * Holds out a share of the examples, chosen by seed; both parts keep the order of the examples.
     *
     * @param share the part to hold out, above 0 and below 1; rounded to whole examples, at least
     *     one on either side
     * @param seed what the choice depends on
     * @return both parts
     */
    default Split split(double share, long seed) {
        return Split.of(this, share, seed);
    }

    /**
     * {@return the same examples with their inputs shifted and scaled}
     *
     * @param standardization what to subtract and to divide by
     */
    default Dataset standardized(Standardization standardization) {
        return new StandardizedDataset(this, standardization);
    }

    /**
     * {@return examples of classes held in memory}
     *
     * @param input the shape of one example
     * @param inputs a row for each example, finite; copied
     * @param labels the class of each, from 0; copied
     * @param classes how many classes there are
     * @throws DataException if the arrays do not fit together; the message names the row
     */
    static Dataset ofLabels(Shape input, float[][] inputs, int[] labels, int classes) {
        return ArrayDataset.ofLabels(input, inputs, labels, classes);
    }

    /**
     * {@return examples of values held in memory}
     *
     * @param input the shape of one example
     * @param inputs a row for each example, finite; copied
     * @param values a row of target values for each, finite; copied
     * @throws DataException if the arrays do not fit together; the message names the row
     */
    static Dataset ofValues(Shape input, float[][] inputs, float[][] values) {
        return ArrayDataset.ofValues(input, inputs, values);
    }

    /**
     * {@return examples made of a user's own records}
     *
     * {@snippet :
     * record Flower(double sepal, double petal, String species) {}
     *
     * Dataset data = Dataset.of(
     *         flowers,
     *         flower -> new float[] {(float) flower.sepal(), (float) flower.petal()},
     *         RecordTarget.classOf(Flower::species));
     * }
     *
     * @param <T> the type of a record
     * @param records at least one; read once, now
     * @param features returns the inputs of a record, finite, the same number for each
     * @param answer what is learned about a record, as in {@code
     *     RecordTarget.classOf(Flower::species)}
     * @throws DataException if there is no record, or one does not fit; the message names it
     */
    static <T> Dataset of(
            List<? extends T> records,
            Function<? super T, float[]> features,
            RecordTarget<T> answer) {
        return RecordRows.of(records.stream(), features, answer);
    }

    /**
     * {@return examples made of a stream of a user's own records, which is read to its end now;
     * only their numbers are kept, not the records}
     *
     * @param <T> the type of a record
     * @param records the records
     * @param features returns the inputs of a record, as many each time
     * @param answer what is learned about a record
     * @throws DataException as {@link #of(List, Function, RecordTarget)}
     */
    static <T> Dataset of(
            Stream<? extends T> records,
            Function<? super T, float[]> features,
            RecordTarget<T> answer) {
        return RecordRows.of(records, features, answer);
    }
}
