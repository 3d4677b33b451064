package dev.gradus.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parsed text: literals, calls, chains of calls, and the arithmetic of formulas. Literals are
 * read in the spellings of Python and of Java; arithmetic on numbers alone is already evaluated
 * ({@code 1/3}, {@code 2**-1}).
 */
public sealed interface Expression {
    /** {@return its place in the source} */
    Place place();

    /**
     * A number; infinity is spelled {@code inf}, {@code Infinity} or {@code float('inf')}.
     *
     * @param value what it says
     * @param place where it is written
     */
    record Numeral(double value, Place place) implements Expression {}

    /**
     * A quoted text, without its quotes.
     *
     * @param value what it says
     * @param place where it is written
     */
    record Text(String value, Place place) implements Expression {}

    /**
     * {@code True}, {@code true}, {@code False} or {@code false}.
     *
     * @param value what it says
     * @param place where it is written
     */
    record Bool(boolean value, Place place) implements Expression {}

    /**
     * {@code None} or {@code null}.
     *
     * @param place where it is written
     */
    record None(Place place) implements Expression {}

    /**
     * A bare name, dotted or not: {@code t}, {@code ScheduleType.EPOCH}.
     *
     * @param name the name, with its dots
     * @param place where it is written
     */
    record Name(String name, Place place) implements Expression {
        /** {@return the part after the last dot} */
        public String last() {
            return lastSegment(name);
        }
    }

    /**
     * {@code [a, b]}, {@code (a, b)} or {@code List.of(a, b)}.
     *
     * @param items the items, in order
     * @param place where it is written
     */
    record Items(List<Expression> items, Place place) implements Expression {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * One {@code key: value} of a {@link Dictionary}.
     *
     * @param key what stands before the colon
     * @param value what it says
     */
    record Entry(Expression key, Expression value) {}

    /**
     * <code>{key: value}</code>, {@code dict(key=value)} or {@code Map.of(key, value)}.
     *
     * @param entries the entries, in order of writing
     * @param place where it is written
     */
    record Dictionary(List<Entry> entries, Place place) implements Expression {
        /** Copies the list. */
        public Dictionary {
            entries = List.copyOf(entries);
        }
    }

    /**
     * {@code name(positional, named=value)}.
     *
     * @param name dotted or not; a leading {@code new} is dropped
     * @param positional the arguments without a name, in order
     * @param named the arguments with a name, in order of writing
     * @param place where it is written
     */
    record Call(
            String name, List<Expression> positional, Map<String, Expression> named, Place place)
            implements Expression {
        /** Copies the list and the map, which keeps its order. */
        public Call {
            positional = List.copyOf(positional);
            named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
        }

        /** {@return what stands after the last dot of the name} */
        public String last() {
            return lastSegment(name);
        }
    }

    /**
     * {@code receiver.call(…)}, where the receiver is more than a name: {@code ramp(0, 1,
     * 5).then(hold(1))}.
     *
     * @param receiver what the call is made on
     * @param call the call after the dot
     * @param place where it is written
     */
    record Chain(Expression receiver, Call call, Place place) implements Expression {}

    /**
     * An operator between two expressions.
     *
     * @param operator the operator
     * @param left what stands before it
     * @param right what stands after it
     * @param place where it is written
     */
    record Binary(Operator operator, Expression left, Expression right, Place place)
            implements Expression {}

    /**
     * {@code not operand} or {@code !operand}; a minus sign is {@code 0 - operand}.
     *
     * @param operand what is negated
     * @param place where it is written
     */
    record Not(Expression operand, Place place) implements Expression {}

    /**
     * {@code yes if test else no}, or {@code test ? yes : no}.
     *
     * @param test what decides
     * @param yes the value where the test is true
     * @param no the value where it is false
     * @param place where it is written
     */
    record Conditional(Expression test, Expression yes, Expression no, Place place)
            implements Expression {}

    /**
     * {@code lambda t: body} or {@code t -> body}.
     *
     * @param parameters the names before the body
     * @param body the expression in these parameters
     * @param place where it is written
     */
    record Lambda(List<String> parameters, Expression body, Place place) implements Expression {
        /** Copies the list. */
        public Lambda {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * Reads one expression.
     *
     * @param text what the user wrote
     * @return the expression
     * @throws TextException when the text is not one expression; it points at the place
     */
    static Expression parse(String text) {
        return new Parser(text, Parser.Juxtaposition.REFUSED).single();
    }

    /**
     * Reads expressions separated by blanks, commas or semicolons, as in {@code conv2d(32, 3) relu
     * dense(10)}.
     *
     * @param text what the user wrote
     * @return the expressions; none for a blank text
     * @throws TextException when one of them cannot be read; it points at the place
     */
    static List<Expression> parseAll(String text) {
        return new Parser(text, Parser.Juxtaposition.REFUSED).sequence();
    }

    /** {@return a description for messages: {@code the number 0.1}, {@code a list}} */
    default String described() {
        return switch (this) {
            case Numeral number -> "the number " + number.place().text();
            case Text text -> "the text '" + text.value() + "'";
            case Bool bool -> bool.place().text();
            case None none -> none.place().text();
            case Name name -> "'" + name.name() + "'";
            case Items _ -> "a list";
            case Dictionary _ -> "a dictionary";
            case Call call -> call.name() + "(…)";
            case Chain chain -> "….".concat(chain.call().name()) + "(…)";
            case Binary _, Not _, Conditional _ -> "a formula";
            case Lambda _ -> "a lambda";
        };
    }

    private static String lastSegment(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
