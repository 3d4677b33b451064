package dev.gradus.schedule;

import dev.gradus.schedule.peer.Peers;
import dev.gradus.text.Expression;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form by calling the methods of the {@link Vocabulary}. Arguments may be named; a
 * named one that the method does not have is an option: {@code oneCycle(0.01, finalDivisor=100)} is
 * {@code oneCycle(0.01).finalDivisor(100)}.
 */
final class ScheduleReader {
    private final IdentityHashMap<Expression, Object> made = new IdentityHashMap<>();

    private ScheduleReader() {}

    static Schedule read(Expression expression) {
        return isPeer(expression)
                ? Peers.read(expression)
                : (Schedule) read(expression, Schedule.class);
    }

    static Object read(Expression expression, Class<?> wanted) {
        var reader = new ScheduleReader();
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
                default -> {}
            }
        }
    }

    private static void pushArguments(Expression.Call call, ArrayDeque<Step> steps) {
        Stream.concat(call.positional().stream(), call.named().values().stream())
                .toList()
                .reversed()
                .forEach(argument -> steps.push(new Step(argument, State.NEW)));
    }

    private Object value(Expression expression, Class<?> wanted) {
        Object value =
                switch (expression) {
                    case Expression.Call _, Expression.Chain _ ->
                            Objects.requireNonNull(made.get(expression));
                    case Expression.Numeral(double number, _) -> number;
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
        if (wanted == double.class || wanted == Object.class) {
            return number;
        }
        if (wanted == Schedule.class) {
            return new Hold(number);
        }
        if (wanted == long.class && number == Math.rint(number)) {
            return (long) number;
        }
        if (wanted == int.class && number == Math.rint(number)) {
            return (int) number;
        }
        throw misfit(expression, wanted);
    }

    private static Misfit misfit(Expression expression, Class<?> wanted) {
        var reason = expected(wanted) + ", got " + expression.described();
        return new Misfit(reason, expression);
    }

    private static String expected(Class<?> wanted) {
        if (wanted == Span.class) {
            return "expected a length with its unit, such as epochs(5), steps(500) or percent(30)";
        }
        if (wanted == Shape.class) {
            return "expected a shape, such as "
                    + String.join(", ", Vocabulary.shapeNames())
                    + " or power(2)";
        }
        if (wanted.isEnum()) {
            return "expected one of " + listed(wanted);
        }
        if (wanted == double.class) {
            return "expected a number";
        }
        if (wanted == long.class || wanted == int.class) {
            return "expected a whole number";
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
        return Vocabulary.shape(name.last())
                .orElseThrow(() ->
                        wanted == Shape.class
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
        return peer;
    }

    private static void requireKnown(Expression.Call call) {
        if (shape(call) == null && Vocabulary.factories(call.last()).isEmpty()) {
            var known =
                    Stream.concat(Vocabulary.factoryNames().stream(), Peers.names().stream())
                            .toList();
            throw new TextException(
                    Suggestions.unknown("schedule", call.name(), known), call.place());
        }
    }

    /** Returns the shape that a call such as {@code COSINE.reversed()} begins with, if it does. */
    private static @Nullable Shape shape(Expression.Call call) {
        int dot = call.name().lastIndexOf('.');
        return dot < 0 ? null : Vocabulary.shape(call.name().substring(0, dot)).orElse(null);
    }

    private Object call(Expression.Call call) {
        var shape = shape(call);
        return shape != null
                ? goOn(shape, call)
                : applied(null, Vocabulary.factories(call.last()), call);
    }

    private Object goOn(Object receiver, Expression.Call call) {
        var methods = Vocabulary.continuations(receiver.getClass(), call.last());
        if (methods.isEmpty()) {
            var known = Vocabulary.continuationNames(receiver.getClass());
            throw new TextException(
                    Suggestions.unknown("method", call.last(), known), call.place());
        }
        return applied(receiver, methods, call);
    }

    /** Calls the first of some overloads that the arguments fit. */
    private Object applied(
            @Nullable Object receiver, List<Method> overloads, Expression.Call call) {
        Misfit first = null;
        for (var method : overloads) {
            var options = new LinkedHashMap<>(call.named());
            var given = matched(method, call.positional(), options);
            if (given != null) {
                try {
                    var arguments = arguments(method, given);
                    return withOptions(called(method, receiver, arguments, call), options, call);
                } catch (Misfit misfit) {
                    first = first == null ? misfit : first;
                }
            }
        }
        throw first == null ? wrongCount(overloads, call) : first.fault;
    }

    /**
     * Gives every parameter its argument and takes the used ones out of {@code named}; null if the
     * count is wrong.
     */
    private static @Nullable List<List<Expression>> matched(
            Method method, List<Expression> positional, Map<String, Expression> named) {
        var parameters = method.getParameters();
        var given = new ArrayList<List<Expression>>();
        for (int index = 0; index < parameters.length; index++) {
            var byName = named.remove(parameters[index].getName());
            if (parameters[index].isVarArgs()) {
                given.add(
                        positional.subList(Math.min(index, positional.size()), positional.size()));
            } else if (byName != null && index >= positional.size()) {
                given.add(List.of(byName));
            } else if (byName == null && index < positional.size()) {
                given.add(List.of(positional.get(index)));
            } else {
                return null;
            }
        }
        return positional.size() > parameters.length && !method.isVarArgs() ? null : given;
    }

    private Object[] arguments(Method method, List<List<Expression>> given) {
        var parameters = method.getParameters();
        var arguments = new Object[parameters.length];
        for (int index = 0; index < arguments.length; index++) {
            arguments[index] = argument(parameters[index], given.get(index));
        }
        return arguments;
    }

    private static Object called(
            Method method, @Nullable Object receiver, Object[] arguments, Expression.Call call) {
        try {
            return Vocabulary.call(method, receiver, arguments);
        } catch (TextException fault) {
            throw fault;
        } catch (IllegalArgumentException refusal) {
            throw new TextException(String.valueOf(refusal.getMessage()), call.place());
        }
    }

    private Object argument(Parameter parameter, List<Expression> given) {
        if (!parameter.isVarArgs()) {
            return value(given.getFirst(), parameter.getType());
        }
        var type = parameter.getType().componentType();
        var array = Array.newInstance(type, given.size());
        for (int index = 0; index < given.size(); index++) {
            Array.set(array, index, value(given.get(index), type));
        }
        return array;
    }

    private Object withOptions(
            Object value, Map<String, Expression> options, Expression.Call call) {
        Object changed = value;
        for (var option : options.entrySet()) {
            var argument = List.of(option.getValue());
            var place = option.getValue().place();
            var setter = new Expression.Call(option.getKey(), argument, Map.of(), place);
            if (Vocabulary.continuations(changed.getClass(), option.getKey()).isEmpty()) {
                var known = Vocabulary.continuationNames(changed.getClass());
                var reason =
                        Suggestions.unknown("argument", option.getKey(), known)
                                + " (of "
                                + call.name()
                                + ")";
                throw new TextException(reason, place);
            }
            changed = goOn(changed, setter);
        }
        return changed;
    }

    private static TextException wrongCount(List<Method> overloads, Expression.Call call) {
        var forms =
                overloads.stream()
                        .map(method ->
                                Arrays.stream(method.getParameters())
                                        .map(Parameter::getName)
                                        .toList())
                        .map(names -> call.last() + "(" + String.join(", ", names) + ")")
                        .toList();
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
