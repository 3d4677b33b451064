package dev.gradus.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recursive descent over the tokens, one method a rule, loosest operator first; {@link Primaries}
 * reads the leaves.
 */
final class Parser {
    /** Whether two adjacent factors are a product, as in {@code pi t}. */
    enum Juxtaposition {
        MULTIPLIES,
        REFUSED
    }

    private static final List<String> COMPARING = List.of("<=", ">=", "==", "!=", "<", ">");
    private static final List<String> MULTIPLYING = List.of("*", "/", "//", "%");
    private static final List<String> RESERVED =
            List.of("if", "else", "and", "or", "not", "lambda", "for", "in");

    private final Tokens tokens;
    private final Juxtaposition juxtaposition;
    private final Primaries primaries;

    Parser(String source, Juxtaposition juxtaposition) {
        this.tokens = new Tokens(source);
        this.juxtaposition = juxtaposition;
        this.primaries = new Primaries(tokens, this);
    }

    Expression single() {
        Expression expression = expression();
        if (!tokens.atEnd()) {
            throw tokens.unexpected("the end of the text");
        }
        return expression;
    }

    List<Expression> sequence() {
        List<Expression> all = new ArrayList<>();
        while (!tokens.atEnd()) {
            all.add(expression());
            tokens.takeAny(List.of(",", ";"));
        }
        return all;
    }

    Expression expression() {
        tokens.descend();
        Expression expression = startsLambda() ? lambda() : conditional();
        tokens.ascend();
        return expression;
    }

    private boolean startsLambda() {
        boolean arrow = tokens.peek().kind() == Token.Kind.NAME && tokens.peekSecond().is("->");
        return arrow || tokens.peek().isName("lambda");
    }

    private Expression lambda() {
        Place start = tokens.peek().place();
        List<String> parameters = new ArrayList<>();
        if (tokens.takeName("lambda")) {
            do {
                parameters.add(tokens.expectName("the name of a parameter").text());
            } while (tokens.take(","));
            tokens.expect(":", "before the body of the lambda");
        } else {
            parameters.add(tokens.take().text());
            tokens.expect("->", "before the body of the lambda");
        }
        Expression body = expression();
        return new Expression.Lambda(parameters, body, tokens.since(start));
    }

    private Expression conditional() {
        Place start = tokens.peek().place();
        Expression first = operation();
        if (tokens.takeName("if")) {
            Expression test = operation();
            if (!tokens.takeName("else")) {
                throw tokens.unexpected("'else'");
            }
            return new Expression.Conditional(test, first, expression(), tokens.since(start));
        }
        if (tokens.take("?")) {
            Expression yes = expression();
            tokens.expect(":", "between the two cases");
            return new Expression.Conditional(first, yes, expression(), tokens.since(start));
        }
        return first;
    }

    /**
     * Reads the first operand before it looks for operators, so that nested calls do not put a
     * method for each precedence on the stack.
     */
    private Expression operation() {
        Token token = tokens.peek();
        boolean isPrefixed = token.is("-") || token.is("+") || token.is("!") || token.isName("not");
        return or(token.place(), isPrefixed ? null : power());
    }

    // Operators reach from where their first operand starts, which may be a parenthesis.

    private Expression or(Place start, @Nullable Expression first) {
        Expression left = and(start, first);
        while (tokens.takeAny(List.of("or", "||")) != null) {
            left = binary(Operator.OR, start, left, and(tokens.peek().place(), null));
        }
        return left;
    }

    private Expression and(Place start, @Nullable Expression first) {
        Expression left = not(start, first);
        while (tokens.takeAny(List.of("and", "&&")) != null) {
            left = binary(Operator.AND, start, left, not(tokens.peek().place(), null));
        }
        return left;
    }

    private Expression not(Place start, @Nullable Expression first) {
        if (first != null || tokens.takeAny(List.of("not", "!")) == null) {
            return comparison(start, first);
        }
        tokens.descend();
        Expression operand = not(tokens.peek().place(), null);
        tokens.ascend();
        return new Expression.Not(operand, tokens.since(start));
    }

    /** A chain {@code a < b < c} means {@code a < b and b < c}, as in Python. */
    private Expression comparison(Place start, @Nullable Expression first) {
        Expression left = sum(start, first);
        Place leftStart = start;
        Expression chain = null;
        for (String sign = tokens.takeAny(COMPARING);
                sign != null;
                sign = tokens.takeAny(COMPARING)) {
            Place rightStart = tokens.peek().place();
            Expression right = sum(rightStart, null);
            Expression link = binary(Operator.written(sign), leftStart, left, right);
            chain = chain == null ? link : binary(Operator.AND, start, chain, link);
            left = right;
            leftStart = rightStart;
        }
        return chain == null ? left : chain;
    }

    private Expression sum(Place start, @Nullable Expression first) {
        Expression left = product(start, first);
        for (String sign = tokens.takeAny(List.of("+", "-"));
                sign != null;
                sign = tokens.takeAny(List.of("+", "-"))) {
            Expression right = product(tokens.peek().place(), null);
            left = binary(Operator.written(sign), start, left, right);
        }
        return left;
    }

    private Expression product(Place start, @Nullable Expression first) {
        Expression left = first == null ? signed() : first;
        while (true) {
            String sign = tokens.takeAny(MULTIPLYING);
            if (sign != null) {
                left = binary(Operator.written(sign), start, left, signed());
            } else if (juxtaposition == Juxtaposition.MULTIPLIES && startsFactor()) {
                left = binary(Operator.MULTIPLY, start, left, power());
            } else {
                return left;
            }
        }
    }

    private boolean startsFactor() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> true;
            case NAME -> !RESERVED.contains(token.text());
            case SYMBOL -> token.is("(");
            case TEXT, END -> false;
        };
    }

    private Expression signed() {
        Place start = tokens.peek().place();
        String sign = tokens.takeAny(List.of("-", "+"));
        if (sign == null) {
            return power();
        }
        tokens.descend();
        Expression operand = signed();
        tokens.ascend();
        if (sign.equals("+")) {
            return operand;
        }
        Place place = tokens.since(start);
        if (operand instanceof Expression.Numeral number) {
            return new Expression.Numeral(-number.value(), place);
        }
        return new Expression.Binary(
                Operator.SUBTRACT, new Expression.Numeral(0, start), operand, place);
    }

    private Expression power() {
        Place start = tokens.peek().place();
        Expression base = primaries.read();
        if (tokens.takeAny(List.of("**", "^")) == null) {
            return base;
        }
        return binary(Operator.POWER, start, base, signed());
    }

    private Expression binary(Operator operator, Place start, Expression left, Expression right) {
        Place place = tokens.since(start);
        if (left instanceof Expression.Numeral a && right instanceof Expression.Numeral b) {
            return new Expression.Numeral(operator.apply(a.value(), b.value()), place);
        }
        return new Expression.Binary(operator, left, right, place);
    }

    /** Reads the arguments of a call, after its opening parenthesis. */
    Expression.Call call(String name, Place start) {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!tokens.take(")")) {
            if (tokens.peek().kind() == Token.Kind.NAME && tokens.peekSecond().is("=")) {
                Token argument = tokens.take();
                tokens.take();
                if (named.put(argument.text(), expression()) != null) {
                    throw new TextException(
                            "'" + argument.text() + "' is given twice", argument.place());
                }
            } else if (named.isEmpty()) {
                positional.add(expression());
            } else {
                throw tokens.unexpected("an argument with a name, since the one before has a name");
            }
            if (!tokens.peek().is(")")) {
                tokens.expect(",", "or ')' after an argument of " + name);
            }
        }
        return new Expression.Call(name, positional, named, tokens.since(start));
    }
}
