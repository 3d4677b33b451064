package dev.gradus.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The values of one kind that a text can name, each with a function that makes it from the call's
 * arguments; a bare name is a call without arguments.
 *
 * @param <T> the type of the values
 */
public final class NamedCalls<T> {
    private final String kind;
    private final Map<String, Function<Expression.Call, T>> makers = new TreeMap<>();

    /**
     * Creates a set without names.
     *
     * @param kind what messages call such a value, as in {@code layer}
     */
    public NamedCalls(String kind) {
        this.kind = kind;
    }

    /**
     * Adds a value that is made from arguments.
     *
     * @param name the word that names the value
     * @param maker makes the value of the arguments
     * @return these values with one more
     */
    public NamedCalls<T> with(String name, Function<Expression.Call, T> maker) {
        makers.put(name, maker);
        return this;
    }

    /**
     * Adds a value that takes no arguments.
     *
     * @param name the word that names the value
     * @param value the value
     * @return these values with one more
     */
    public NamedCalls<T> with(String name, T value) {
        return with(
                name,
                call -> {
                    Arguments.of(call);
                    return value;
                });
    }

    /**
     * {@return the value that an expression names}
     *
     * @param expression what was written
     * @throws TextException if it names none, or its arguments are wrong; it points at the place
     */
    public T read(Expression expression) {
        Expression.Call call =
                switch (expression) {
                    case Expression.Call given -> given;
                    case Expression.Name(String name, var place) ->
                            new Expression.Call(name, List.of(), Map.of(), place);
                    default ->
                            throw new TextException(
                                    "here %s %s is expected, got %s"
                                            .formatted(article(), kind, expression.described()),
                                    expression.place());
                };
        Function<Expression.Call, T> maker = makers.get(call.name());
        if (maker == null) {
            throw new TextException(
                    Suggestions.unknown(kind, call.name(), makers.keySet()), call.place());
        }
        return placed(expression, () -> maker.apply(call));
    }

    /**
     * Makes a value; if it rejects its arguments, the exception gets the place of the expression.
     *
     * @param <T> the type of the values
     * @param expression what was written
     * @param maker makes the value of the arguments
     * @return what the maker returns
     */
    public static <T> T placed(Expression expression, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (TextException placed) {
            throw placed;
        } catch (IllegalArgumentException fault) {
            throw new TextException(String.valueOf(fault.getMessage()), expression.place());
        }
    }

    private String article() {
        return "aeiou".indexOf(kind.charAt(0)) < 0 ? "a" : "an";
    }
}
