package dev.gradus.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a recipe: its name in text, its type, how it is read and written, and its default.
 * {@link Keys} lists them all.
 *
 * @param <T> the type of the value
 */
public final class Key<T> {
    /** Whether a setting affects the bits of a run. */
    public enum Effect {
        /** With another value, a run trains something else. */
        BITS,
        /**
         * A run may continue with another value: it says where things are kept, or what computes.
         */
        NONE
    }

    private final String name;
    private final Effect effect;
    private final Function<Object, T> reader;
    private final Function<T, Object> writer;
    private final Consumer<T> check;
    private final @Nullable T usual;

    private Key(
            String name,
            Effect effect,
            Function<Object, T> reader,
            Function<T, Object> writer,
            Consumer<T> check,
            @Nullable T usual) {
        this.name = name;
        this.effect = effect;
        this.reader = reader;
        this.writer = writer;
        this.check = check;
        this.usual = usual;
    }

    /** A setting that is written as one text. */
    static <T> Key<T> text(String name, Function<String, T> reader, Function<T, String> writer) {
        return new Key<>(
                name,
                Effect.BITS,
                value -> reader.apply(Plain.text(value)),
                writer::apply,
                _ -> {},
                null);
    }

    /** A text that is interpreted where it is used. */
    static Key<String> word(String name) {
        return word(name, text -> text);
    }

    /** A text, as a reader returns it that refuses others. */
    static Key<String> word(String name, UnaryOperator<String> reader) {
        return text(name, reader, (String text) -> text);
    }

    /** Texts that are interpreted where they are used. */
    static Key<List<String>> words(String name) {
        return texts(name, text -> text, (String text) -> text);
    }

    /** A setting that is written as one text or as a list of texts. */
    static <T> Key<List<T>> texts(
            String name, Function<String, T> reader, Function<T, String> writer) {
        return list(name, value -> reader.apply(Plain.text(value)), writer::apply);
    }

    /** A setting that is written as names separated by commas, or as a list of names. */
    static Key<List<String>> names(String name) {
        return new Key<>(
                name, Effect.BITS, Plain::names, values -> List.copyOf(values), _ -> {}, null);
    }

    static <T> Key<List<T>> list(
            String name, Function<Object, T> reader, Function<T, Object> writer) {
        return new Key<>(
                name,
                Effect.BITS,
                value -> Plain.list(value).stream().map(reader).toList(),
                values -> values.stream().map(writer).toList(),
                _ -> {},
                null);
    }

    /** A finite number. */
    static Key<Double> number(String name) {
        return new Key<>(name, Effect.BITS, Plain::number, value -> value, _ -> {}, null);
    }

    /** True or false. */
    static Key<Boolean> flag(String name) {
        return new Key<>(name, Effect.BITS, Plain::flag, value -> value, _ -> {}, null);
    }

    /** A whole number. */
    static Key<Long> whole(String name) {
        return new Key<>(name, Effect.BITS, Plain::whole, value -> value, _ -> {}, null);
    }

    /** A whole number of at least 1 that counts something in memory. */
    static Key<Integer> count(String name) {
        return new Key<>(name, Effect.BITS, Plain::count, Integer::longValue, _ -> {}, null)
                .checked(count -> Plain.requireAtLeastOne(name, count));
    }

    /** Returns this setting with a default. */
    Key<T> usual(T value) {
        return new Key<>(name, effect, reader, writer, check, value);
    }

    /** Returns this setting with a check, whose message says what to write instead. */
    Key<T> checked(Consumer<T> refusal) {
        return new Key<>(name, effect, reader, writer, check.andThen(refusal), usual);
    }

    /** Returns this setting, allowed to change when a run continues. */
    Key<T> free() {
        return new Key<>(name, Effect.NONE, reader, writer, check, usual);
    }

    /** Returns this setting, written in another way. */
    Key<T> writtenAs(Function<T, Object> other) {
        return new Key<>(name, effect, reader, other, check, usual);
    }

    /** {@return the name in text: the command's long option in camel case} */
    public String name() {
        return name;
    }

    /** {@return the command's long option, as in {@code --batch-size}} */
    public String option() {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** {@return whether the setting affects the bits of a run} */
    public Effect effect() {
        return effect;
    }

    /** {@return the default} */
    public Optional<T> usual() {
        return Optional.ofNullable(usual);
    }

    /**
     * Reads a value.
     *
     * @param plain a text, a number, a flag, or a list or map of such
     * @return the value
     * @throws IllegalArgumentException if this setting cannot have the value; the message says what
     *     to write
     */
    public T read(Object plain) {
        return checked(reader.apply(plain));
    }

    /**
     * {@return a value as text, number or list, which {@link #read} reads}
     *
     * @param value the value
     */
    public Object write(T value) {
        return writer.apply(value);
    }

    /** Returns a value if this setting can have it. */
    T checked(T value) {
        check.accept(Objects.requireNonNull(value, () -> name + " must not be null"));
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}
