package dev.gradus.schedule.text;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.named.Change;
import dev.gradus.schedule.peer.Peers;
import dev.gradus.schedule.peer.TimeString;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.text.Expression;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form by going the ways of the {@link Vocabulary}. Arguments may be named; a named
 * one that the method does not have is an option: {@code oneCycle(0.01, finalDivisor=100)} is
 * {@code oneCycle(0.01).finalDivisor(100)}.
 */
final class TextReader {
    private final IdentityHashMap<Expression, Object> made = new IdentityHashMap<>();

    private TextReader() {}

    static Schedule read(Expression expression) {
        return isPeer(expression)
                ? Peers.read(expression)
                : (Schedule) read(expression, Schedule.class);
    }

    static Object read(Expression expression, Class<?> wanted) {
        var reader = new TextReader();
        try {
            reader.make(expression);
            return reader.value(expression, wanted);
        } catch (Misfit misfit) {
            throw misfit.fault;
        }
    }

    private enum State {
        NEW,
        /** What a chain of ours is made on is ours too, unless it is a call. */
        RECEIVER,
        PREPARED
    }

    private record Step(Expression expression, State state) {}

    /**
     * Makes what the calls within an expression stand for, the innermost first. Each is made once,
     * however many overloads take it, and a deep text needs no deep stack.
     */
    private void make(Expression whole) {
        var steps = new ArrayDeque<Step>();
        steps.push(new Step(whole, State.NEW));
        while (!steps.isEmpty()) {
            var step = steps.pop();
            switch (step.expression()) {
                case Expression.Call call when step.state() == State.PREPARED ->
                        made.put(call, call(call));
                case Expression.Chain chain when step.state() == State.PREPARED ->
                        made.put(chain, goOn(value(chain.receiver(), Object.class), chain.call()));
                case Expression.Chain(var receiver, var call, _)
                        when step.state() == State.RECEIVER || !isPeer(step.expression()) -> {
                    steps.push(new Step(step.expression(), State.PREPARED));
                    pushArguments(call, steps);
                    steps.push(new Step(receiver, State.RECEIVER));
                }
                case Expression.Call call when !isPeer(call) -> {
                    requireKnown(call);
                    steps.push(new Step(call, State.PREPARED));
                    pushArguments(call, steps);
                }
                case Expression.Call call -> made.put(call, partOfAnother(call));
                case Expression.Chain chain -> made.put(chain, partOfAnother(chain));
                case Expression.Items(var items, _) -> push(items, steps);
                default -> {}
            }
        }
    }

    private static void pushArguments(Expression.Call call, ArrayDeque<Step> steps) {
        push(call.named().values(), steps);
        push(call.positional(), steps);
    }

    private static void push(Collection<Expression> expressions, ArrayDeque<Step> steps) {
        List.copyOf(expressions)
                .reversed()
                .forEach(expression -> steps.push(new Step(expression, State.NEW)));
    }

    private Object value(Expression expression, Class<?> wanted) {
        Object value =
                switch (expression) {
                    case Expression.Call _, Expression.Chain _ ->
                            Objects.requireNonNull(made.get(expression));
                    case Expression.Numeral(double number, _) -> number;
                    case Expression.Text(String text, _) when wanted == Span.class ->
                            TimeString.read(text).orElseThrow(() -> misfit(expression, wanted));
                    case Expression.Text(String text, _) -> text;
                    case Expression.Name name -> constant(name, wanted);
                    case Expression.Lambda _, Expression.Binary _, Expression.Conditional _ ->
                            expression.place().text();
                    default -> throw misfit(expression, wanted);
                };
        return fitted(value, wanted, expression);
    }

    private static Object fitted(Object value, Class<?> wanted, Expression expression) {
        if (value instanceof Double number) {
            return number(number, wanted, expression);
        }
        if (!wanted.isInstance(value)) {
            throw misfit(expression, wanted);
        }
        return value;
    }

    private static Object number(double number, Class<?> wanted, Expression expression) {
        if (wanted == Double.class || wanted == Object.class) {
            return number;
        }
        if (wanted == Schedule.class) {
            return new Hold(number);
        }
        if (wanted == Long.class && number == Math.rint(number)) {
            return (long) number;
        }
        if (wanted == Integer.class && number == Math.rint(number)) {
            return (int) number;
        }
        throw misfit(expression, wanted);
    }

    private static Misfit misfit(Expression expression, Class<?> wanted) {
        String hint =
                wanted == Schedule.class
                        ? Hints.inPlaceOf(expression)
                        : wanted == Double.class && expression instanceof Expression.Name
                                ? "; write its value"
                                : "";
        var reason = expected(wanted) + ", got " + expression.described() + hint;
        return new Misfit(reason, expression);
    }

    private static String expected(Class<?> wanted) {
        if (wanted == Span.class) {
            return "expected a length with its unit, such as epochs(5), steps(500) or percent(30)";
        }
        if (wanted == RampShape.class) {
            return "expected a shape, such as "
                    + String.join(", ", Vocabulary.shapeNames())
                    + " or power(2)";
        }
        if (wanted.isEnum()) {
            return "expected one of " + listed(wanted);
        }
        if (wanted == Double.class) {
            return "expected a number";
        }
        if (wanted == Long.class || wanted == Integer.class) {
            return "expected a whole number";
        }
        if (wanted == Change.class) {
            return "expected a value and when it begins, such as at(epochs(30), 0.01)";
        }
        return wanted == String.class
                ? "expected a formula in t, such as \"0.1 * 0.95^t\""
                : "expected a schedule, such as cosine(0.1) or a number";
    }

    private static String listed(Class<?> type) {
        return String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
    }

    private static Object constant(Expression.Name name, Class<?> wanted) {
        if (wanted.isEnum()) {
            return Arrays.stream(wanted.getEnumConstants())
                    .filter(each -> each.toString().equalsIgnoreCase(name.last()))
                    .findFirst()
                    .orElseThrow(() -> misfit(name, wanted));
        }
        if (wanted == String.class) {
            return name.name();
        }
        return Vocabulary.namedShape(name.last())
                .orElseThrow(() ->
                        wanted == RampShape.class
                                ? unknown("shape", name, Vocabulary.shapeNames())
                                : misfit(name, wanted));
    }

    private static Misfit unknown(String what, Expression.Name name, Collection<String> known) {
        return new Misfit(Suggestions.unknown(what, name.name(), known), name);
    }

    /**
     * A name of ours is ours; a peer's is read if it has the peer's prefix or only that peer has
     * it.
     */
    private static boolean isPeer(Expression expression) {
        boolean ours =
                expression instanceof Expression.Call call
                        && !Vocabulary.factories(call.name()).isEmpty();
        return !ours && Peers.isPeer(expression);
    }

    private static Schedule partOfAnother(Expression expression) {
        var peer = Peers.read(expression);
        if (peer.controller().isPresent()) {
            throw new TextException(
                    "this reacts to measurements and cannot be a part of a schedule; give it beside the schedule, as "
                            + peer.controller().get(),
                    expression.place());
        }
        if (peer.groups().isPresent()) {
            throw new TextException(Peers.severalRates(peer.text()), expression.place());
        }
        return peer;
    }

    private static void requireKnown(Expression.Call call) {
        if (shape(call) != null || !Vocabulary.factories(call.last()).isEmpty()) {
            return;
        }
        if (Peers.isController(call)) {
            partOfAnother(call); // several systems have the name: it says which
        }
        throw new TextException(Hints.unknown(call), call.place());
    }

    /** Returns the shape that a call such as {@code COSINE.reversed()} begins with, if it does. */
    private static @Nullable RampShape shape(Expression.Call call) {
        int dot = call.name().lastIndexOf('.');
        return dot < 0 ? null : Vocabulary.namedShape(call.name().substring(0, dot)).orElse(null);
    }

    private Object call(Expression.Call call) {
        var shape = shape(call);
        return shape != null
                ? goOn(shape, call)
                : applied(null, Vocabulary.factories(call.last()), call);
    }

    private Object goOn(Object receiver, Expression.Call call) {
        var methods = Vocabulary.continuations(receiver, call.last());
        if (methods.isEmpty()) {
            var known = Vocabulary.continuationNames(receiver);
            throw new TextException(
                    Suggestions.unknownOf("method", call.last(), known), call.place());
        }
        return applied(receiver, methods, call);
    }

    /** Goes the first of some ways that the arguments fit. */
    private Object applied(@Nullable Object receiver, List<Way> ways, Expression.Call call) {
        Misfit first = null;
        for (var way : ways) {
            var options = new LinkedHashMap<>(call.named());
            var given = matched(way, call.positional(), options);
            if (given != null) {
                try {
                    var made = made(way, arguments(receiver, way, given), call);
                    return withOptions(made, options, call);
                } catch (Misfit misfit) {
                    first = first == null ? misfit : first;
                }
            }
        }
        throw first == null ? wrongCount(ways, call) : first.fault;
    }

    /**
     * Gives every parameter its argument and takes the used ones out of {@code named}; null if the
     * count is wrong.
     */
    private static @Nullable List<List<Expression>> matched(
            Way way, List<Expression> positional, Map<String, Expression> named) {
        int count = way.parameters().size();
        if (positional.size() > count && !way.takesList()) {
            return null;
        }
        var given = new ArrayList<List<Expression>>();
        for (int index = 0; index < count; index++) {
            var parameter = way.parameters().get(index);
            var byName = named.remove(parameter.name());
            boolean isPlaced = index < positional.size();
            if (isPlaced && byName == null) {
                int end = parameter.isList() ? positional.size() : index + 1;
                given.add(positional.subList(index, end));
            } else if (!isPlaced && byName != null) {
                given.add(itemsOf(byName, parameter));
            } else if (!isPlaced && parameter.isList()) {
                given.add(List.of());
            } else {
                return null;
            }
        }
        return given;
    }

    /** A list may be given by its name: {@code milestones=[steps(3), steps(5)]}. */
    private static List<Expression> itemsOf(Expression named, FormalParameter<?> parameter) {
        return parameter.isList() && named instanceof Expression.Items list
                ? list.items()
                : List.of(named);
    }

    private List<Object> arguments(
            @Nullable Object receiver, Way way, List<List<Expression>> given) {
        var arguments = new ArrayList<Object>();
        if (receiver != null) {
            arguments.add(receiver);
        }
        for (int index = 0; index < given.size(); index++) {
            arguments.add(argument(way.parameters().get(index), given.get(index)));
        }
        return arguments;
    }

    private Object argument(FormalParameter<?> parameter, List<Expression> given) {
        return parameter.isList()
                ? given.stream().map(each -> value(each, parameter.element())).toList()
                : value(given.getFirst(), parameter.element());
    }

    private static Object made(Way way, List<Object> arguments, Expression.Call call) {
        try {
            return way.maker().apply(arguments);
        } catch (TextException fault) {
            throw fault;
        } catch (IllegalArgumentException refusal) {
            throw new TextException(String.valueOf(refusal.getMessage()), call.place());
        }
    }

    private Object withOptions(
            Object value, Map<String, Expression> options, Expression.Call call) {
        Object changed = value;
        for (var option : options.entrySet()) {
            var argument = List.of(option.getValue());
            var place = option.getValue().place();
            var setter = new Expression.Call(option.getKey(), argument, Map.of(), place);
            if (Vocabulary.continuations(changed, option.getKey()).isEmpty()) {
                var known = Vocabulary.argumentNames(call.last(), changed);
                var reason =
                        Suggestions.unknownOf("argument", option.getKey(), known)
                                + " (of "
                                + call.name()
                                + ")";
                throw new TextException(reason, place);
            }
            changed = goOn(changed, setter);
        }
        return changed;
    }

    private static TextException wrongCount(List<Way> ways, Expression.Call call) {
        var forms = ways.stream().map(Way::form).toList();
        return new TextException(
                "the arguments do not fit; write " + String.join(" or ", forms), call.place());
    }

    /** An argument that one overload does not take; another may. */
    private static final class Misfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient TextException fault;

        Misfit(String reason, Expression argument) {
            super(reason, null, false, false);
            fault = new TextException(reason, argument.place());
        }
    }
}
