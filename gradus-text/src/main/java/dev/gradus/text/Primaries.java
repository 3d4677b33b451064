package dev.gradus.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads literals, lists, dictionaries, names, calls and chains of calls, in the spellings of Python
 * and of Java.
 */
final class Primaries {
    private static final Map<String, Double> CONSTANTS =
            Map.of(
                    "inf", Double.POSITIVE_INFINITY,
                    "infinity", Double.POSITIVE_INFINITY,
                    "math.inf", Double.POSITIVE_INFINITY,
                    "np.inf", Double.POSITIVE_INFINITY,
                    "double.positive_infinity", Double.POSITIVE_INFINITY,
                    "nan", Double.NaN,
                    "math.nan", Double.NaN,
                    "np.nan", Double.NaN,
                    "double.nan", Double.NaN);

    private final Tokens tokens;
    private final Parser parser;

    Primaries(Tokens tokens, Parser parser) {
        this.tokens = tokens;
        this.parser = parser;
    }

    /** Reads a leaf and the calls chained to it. */
    Expression read() {
        Expression receiver = leaf();
        while (tokens.peek().is(".") && !(receiver instanceof Expression.Numeral)) {
            tokens.take();
            Token name = tokens.expectName("the name of a method after '.'");
            tokens.expect("(", "after ." + name.text());
            Expression.Call call = parser.call(name.text(), name.place());
            receiver = new Expression.Chain(receiver, call, tokens.since(receiver.place()));
        }
        return receiver;
    }

    private Expression leaf() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER ->
                    new Expression.Numeral(Double.parseDouble(tokens.take().text()), token.place());
            case TEXT -> new Expression.Text(tokens.take().text(), token.place());
            case NAME -> named();
            case SYMBOL, END -> bracketed();
        };
    }

    private Expression bracketed() {
        Place start = tokens.peek().place();
        if (tokens.take("(")) {
            return parenthesized(start);
        }
        if (tokens.take("[")) {
            return new Expression.Items(itemsUntil("]", new ArrayList<>()), tokens.since(start));
        }
        if (tokens.take("{")) {
            return dictionary(start);
        }
        throw tokens.unexpected("a value");
    }

    /** Reads a group, or a tuple if it contains a comma. */
    private Expression parenthesized(Place start) {
        if (tokens.take(")")) {
            return new Expression.Items(List.of(), tokens.since(start));
        }
        Expression first = parser.expression();
        if (tokens.take(",")) {
            List<Expression> items = new ArrayList<>(List.of(first));
            return new Expression.Items(itemsUntil(")", items), tokens.since(start));
        }
        tokens.expect(")", "to close the parenthesis");
        return first;
    }

    private List<Expression> itemsUntil(String closing, List<Expression> items) {
        while (!tokens.take(closing)) {
            items.add(parser.expression());
            if (!tokens.peek().is(closing)) {
                tokens.expect(",", "or '" + closing + "' after an item");
            }
        }
        return items;
    }

    private Expression dictionary(Place start) {
        List<Expression.Entry> entries = new ArrayList<>();
        while (!tokens.take("}")) {
            Expression key = parser.expression();
            tokens.expect(":", "between a key and its value");
            entries.add(new Expression.Entry(key, parser.expression()));
            if (!tokens.peek().is("}")) {
                tokens.expect(",", "or '}' after an entry");
            }
        }
        return new Expression.Dictionary(entries, tokens.since(start));
    }

    private Expression named() {
        Token first = tokens.take();
        if (first.text().equals("new") && tokens.peek().kind() == Token.Kind.NAME) {
            return constructed(first.place());
        }
        String name = dotted(first);
        Place place = tokens.since(first.place());
        if (tokens.take("(")) {
            return collected(parser.call(name, first.place()));
        }
        Double constant = CONSTANTS.get(name.toLowerCase(Locale.ROOT));
        if (constant != null) {
            return new Expression.Numeral(constant, place);
        }
        return switch (name) {
            case "True", "true" -> new Expression.Bool(true, place);
            case "False", "false" -> new Expression.Bool(false, place);
            case "None", "null" -> new Expression.None(place);
            default -> new Expression.Name(name, place);
        };
    }

    private String dotted(Token first) {
        StringBuilder name = new StringBuilder(first.text());
        while (tokens.peek().is(".") && tokens.peekSecond().kind() == Token.Kind.NAME) {
            tokens.take();
            name.append('.').append(tokens.take().text());
        }
        return name.toString();
    }

    /** Reads {@code new Name(…)} or {@code new int[] {…}}, after {@code new}. */
    private Expression constructed(Place start) {
        String name = dotted(tokens.take());
        if (tokens.take("[")) {
            tokens.expect("]", "of a Java array");
            tokens.expect("{", "before the items of a Java array");
            return new Expression.Items(itemsUntil("}", new ArrayList<>()), tokens.since(start));
        }
        tokens.expect("(", "after new " + name);
        return collected(parser.call(name, start));
    }

    /** Converts calls that only spell a list, a dictionary or a number. */
    private static Expression collected(Expression.Call call) {
        return switch (call.name()) {
            case "List.of", "Arrays.asList", "list", "tuple" ->
                    call.named().isEmpty() ? listed(call) : call;
            case "Map.of" -> paired(call);
            case "dict" -> keyed(call);
            case "float", "int" -> number(call);
            default -> call;
        };
    }

    private static Expression listed(Expression.Call call) {
        boolean wrapped =
                call.positional().size() == 1
                        && call.positional().getFirst() instanceof Expression.Items;
        return wrapped
                ? call.positional().getFirst()
                : new Expression.Items(call.positional(), call.place());
    }

    private static Expression paired(Expression.Call call) {
        List<Expression> flat = call.positional();
        if (flat.size() % 2 != 0) {
            throw new TextException(
                    "Map.of takes keys and values in turn, got " + flat.size() + " arguments",
                    call.place());
        }
        List<Expression.Entry> entries = new ArrayList<>();
        for (int i = 0; i < flat.size(); i += 2) {
            entries.add(new Expression.Entry(flat.get(i), flat.get(i + 1)));
        }
        return new Expression.Dictionary(entries, call.place());
    }

    private static Expression keyed(Expression.Call call) {
        List<Expression.Entry> entries = new ArrayList<>();
        call.named()
                .forEach((key, value) ->
                        entries.add(
                                new Expression.Entry(
                                        new Expression.Text(key, value.place()), value)));
        return new Expression.Dictionary(entries, call.place());
    }

    private static Expression number(Expression.Call call) {
        if (call.positional().size() != 1
                || !(call.positional().getFirst() instanceof Expression.Text(String text, _))) {
            return call;
        }
        String word = text.toLowerCase(Locale.ROOT);
        boolean minus = word.startsWith("-");
        Double constant = CONSTANTS.get(minus ? word.substring(1) : word);
        return constant == null
                ? call
                : new Expression.Numeral(minus ? -constant : constant, call.place());
    }
}
