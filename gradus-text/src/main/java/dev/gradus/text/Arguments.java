package dev.gradus.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The arguments of a call, matched to the names of its parameters. An absent argument and {@code
 * None} are the same.
 */
public final class Arguments {
    private final Expression.Call call;
    private final Map<String, Expression> given;

    private Arguments(Expression.Call call, Map<String, Expression> given) {
        this.call = call;
        this.given = given;
    }

    /**
     * Matches the arguments of a call to parameters.
     *
     * @param call the call
     * @param parameters the names, in positional order
     * @return the arguments by their parameters
     * @throws TextException when there are too many arguments, one is given twice, or a name is
     *     unknown
     */
    public static Arguments of(Expression.Call call, String... parameters) {
        return of(call, List.of(parameters), List.of());
    }

    /**
     * Matches the arguments of a call to parameters.
     *
     * @param call the call
     * @param parameters the names, in positional order
     * @param named further names, for arguments that cannot be given by position
     * @return the arguments by their parameters
     * @throws TextException when there are too many arguments, one is given twice, or a name is
     *     unknown
     */
    public static Arguments of(Expression.Call call, List<String> parameters, List<String> named) {
        Map<String, Expression> given = new LinkedHashMap<>();
        for (int i = 0; i < call.positional().size(); i++) {
            if (i >= parameters.size()) {
                String wanted =
                        parameters.isEmpty() ? "no arguments" : String.join(", ", parameters);
                throw new TextException(
                        call.name() + " takes " + wanted + "; this is one too many",
                        call.positional().get(i).place());
            }
            given.put(parameters.get(i), call.positional().get(i));
        }
        List<String> known = Stream.concat(parameters.stream(), named.stream()).toList();
        call.named()
                .forEach((name, argument) -> {
                    if (!known.contains(name)) {
                        String unknown = Suggestions.unknown("argument", name, known);
                        throw new TextException(
                                unknown + " (of " + call.name() + ")", argument.place());
                    }
                    if (given.put(name, argument) != null) {
                        throw new TextException(
                                "'" + name + "' is given twice, by position and by name",
                                argument.place());
                    }
                });
        given.values().removeIf(Expression.None.class::isInstance);
        return new Arguments(call, given);
    }

    /**
     * {@return these arguments, each replaced}
     *
     * @param change takes a parameter and its argument
     */
    public Arguments mapped(BiFunction<String, Expression, Expression> change) {
        Map<String, Expression> mapped = new LinkedHashMap<>();
        given.forEach((name, argument) -> mapped.put(name, change.apply(name, argument)));
        return new Arguments(call, mapped);
    }

    /** {@return the call with these arguments} */
    public Expression.Call call() {
        return call;
    }

    /**
     * {@return whether an argument was given, and is not {@code None}}
     *
     * @param name the parameter, as the call may write it
     */
    public boolean has(String name) {
        return given.containsKey(name);
    }

    /**
     * {@return an argument as it was written, or empty}
     *
     * @param name the parameter, as the call may write it
     */
    public Optional<Expression> find(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /**
     * {@return an argument as it was written}
     *
     * @param name the parameter, as the call may write it
     * @throws TextException when it was not given
     */
    public Expression get(String name) {
        return find(name)
                .orElseThrow(() ->
                        new TextException(call.name() + " needs " + name + "=…", call.place()));
    }

    /**
     * {@return a number; see {@link #get} for an absent one}
     *
     * @param name the parameter, as the call may write it
     */
    public double number(String name) {
        return number(name, get(name));
    }

    /**
     * {@return a number, or {@code otherwise} when it was not given}
     *
     * @param name the parameter, as the call may write it
     * @param otherwise the value for an argument that was not given
     */
    public double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    /**
     * {@return a whole number; Python's {@code 10.0} counts as one}
     *
     * @param name the parameter, as the call may write it
     */
    public long whole(String name) {
        return whole(name, get(name));
    }

    /**
     * {@return a whole number, or {@code otherwise} when it was not given}
     *
     * @param name the parameter, as the call may write it
     * @param otherwise the value for an argument that was not given
     */
    public long whole(String name, long otherwise) {
        return has(name) ? whole(name) : otherwise;
    }

    /**
     * True or false, or {@code otherwise} when it was not given.
     *
     * @param name the parameter, as the call may write it
     * @param otherwise the value for an argument that was not given
     * @return the flag
     */
    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (get(name) instanceof Expression.Bool(boolean value, _)) {
            return value;
        }
        throw wrong(name, "True or False", get(name));
    }

    /**
     * One of a few words: quoted, or a Java constant such as {@code Mode.LINEAR}, of which the last
     * part counts.
     *
     * @param name the parameter, as the call may write it
     * @param words the accepted words, the default first
     * @return one of {@code words}
     */
    public String word(String name, String... words) {
        if (!has(name)) {
            return words[0];
        }
        Expression argument = get(name);
        String written =
                switch (argument) {
                    case Expression.Text text -> text.value();
                    case Expression.Name constant -> constant.last();
                    default -> throw wrong(name, "one of " + String.join(", ", words), argument);
                };
        for (String word : words) {
            if (word.equalsIgnoreCase(written)) {
                return word;
            }
        }
        throw new TextException(
                Suggestions.unknown(name, written, List.of(words)), argument.place());
    }

    /**
     * {@return the items of a list}
     *
     * @param name the parameter, as the call may write it
     */
    public List<Expression> items(String name) {
        if (get(name) instanceof Expression.Items(List<Expression> items, _)) {
            return items;
        }
        throw wrong(name, "a list", get(name));
    }

    /**
     * {@return the numbers of a list}
     *
     * @param name the parameter, as the call may write it
     */
    public List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        items(name).forEach(item -> numbers.add(number(name, item)));
        return numbers;
    }

    /**
     * {@return the whole numbers of a list}
     *
     * @param name the parameter, as the call may write it
     */
    public List<Long> wholes(String name) {
        List<Long> numbers = new ArrayList<>();
        items(name).forEach(item -> numbers.add(whole(name, item)));
        return numbers;
    }

    /**
     * {@return a dictionary from whole numbers to numbers, in order of writing; keys may be quoted}
     *
     * @param name the parameter, as the call may write it
     */
    public Map<Long, Double> table(String name) {
        if (!(get(name) instanceof Expression.Dictionary(List<Expression.Entry> entries, _))) {
            throw wrong(name, "a dictionary", get(name));
        }
        Map<Long, Double> table = new LinkedHashMap<>();
        for (Expression.Entry entry : entries) {
            Expression key = entry.key();
            Expression plain =
                    key instanceof Expression.Text(String quoted, _)
                            ? Expression.parse(quoted)
                            : key;
            table.put(whole(name, plain), number(name, entry.value()));
        }
        return table;
    }

    /**
     * {@return a formula in {@code t}}
     *
     * @param name the parameter, as the call may write it
     */
    public Formula formula(String name) {
        return Formula.of(get(name));
    }

    /**
     * {@return an exception about one argument: {@code name} and the sentence, pointing at the
     * argument, or at the call if the argument is absent}
     *
     * @param name the parameter, as the call may write it
     * @param sentence what is wrong with the argument, and what to write instead
     */
    public TextException fault(String name, String sentence) {
        Place place = find(name).map(Expression::place).orElse(call.place());
        return new TextException(name + " " + sentence, place);
    }

    private static double number(String name, Expression argument) {
        if (argument instanceof Expression.Numeral(double value, _)) {
            return value;
        }
        throw wrong(name, "a number", argument);
    }

    private static long whole(String name, Expression argument) {
        double value = number(name, argument);
        if (value != StrictMath.rint(value) || StrictMath.abs(value) > 1L << 53) {
            throw wrong(name, "a whole number", argument);
        }
        return (long) value;
    }

    private static TextException wrong(String name, String wanted, Expression came) {
        String reason = name + " must be " + wanted + ", got " + came.described();
        return new TextException(
                isComputed(came) ? reason + "; write its value" : reason, came.place());
    }

    /** Returns whether a program would know the value, as that of {@code len(loader)}. */
    private static boolean isComputed(Expression expression) {
        return switch (expression) {
            case Expression.Name _,
                    Expression.Call _,
                    Expression.Chain _,
                    Expression.Binary _,
                    Expression.Conditional _,
                    Expression.Not _ ->
                    true;
            case Expression.Numeral _,
                    Expression.Text _,
                    Expression.Bool _,
                    Expression.None _,
                    Expression.Items _,
                    Expression.Dictionary _,
                    Expression.Lambda _ ->
                    false;
        };
    }
}
