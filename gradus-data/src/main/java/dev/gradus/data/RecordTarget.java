package dev.gradus.data;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What is learned about each of a user's records; see {@link Dataset#of}.
 *
 * @param <T> the record
 */
public sealed interface RecordTarget<T> {
    /**
     * One of several classes.
     *
     * @param <T> the type of a record
     * @param name returns a record's class, whose text is the name of the class
     */
    record OfClass<T>(Function<? super T, ?> name) implements RecordTarget<T> {}

    /**
     * Numbers.
     *
     * @param <T> the type of a record
     * @param values returns a record's values, the same number of them each time
     */
    record OfValues<T>(Function<? super T, float[]> values) implements RecordTarget<T> {}

    /**
     * Learns classes: texts, members of an enum, whole numbers or booleans. They are numbered in
     * ascending order where all are numbers, else in the order of their characters.
     *
     * @param <T> the type of a record
     * @param name returns a record's class, whose text is the name of the class
     * @return the answer to learn
     */
    static <T> RecordTarget<T> classOf(Function<? super T, ?> name) {
        return new OfClass<>(name);
    }

    /**
     * Learns one number.
     *
     * @param <T> the type of a record
     * @param value returns a record's value
     * @return the answer to learn
     */
    static <T> RecordTarget<T> valueOf(ToDoubleFunction<? super T> value) {
        return new OfValues<>(each -> new float[] {(float) value.applyAsDouble(each)});
    }

    /**
     * Learns several numbers, the same number of them for each record.
     *
     * @param <T> the type of a record
     * @param values returns a record's values
     * @return the answer to learn
     */
    static <T> RecordTarget<T> valuesOf(Function<? super T, float[]> values) {
        return new OfValues<>(values);
    }
}
