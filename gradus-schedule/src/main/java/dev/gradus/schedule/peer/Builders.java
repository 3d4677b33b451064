package dev.gradus.schedule.peer;

import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Java builders as calls with named arguments: {@code
 * Tracker.cosine().setBaseValue(0.1f).optFinalValue(0.01f).build()} is {@code
 * CosineTracker(baseValue=0.1, finalValue=0.01)}.
 */
final class Builders {
    private static final String FACTORY = "Tracker.";

    private Builders() {}

    /**
     * {@code Tracker.fixed(0.1f)}, a factory that needs no builder, as {@code FixedTracker(0.1)}.
     */
    static Expression.Call direct(Expression.Call call) {
        return new Expression.Call(
                built(call.name()), call.positional(), call.named(), call.place());
    }

    static Expression.Call flattened(Expression.Chain chain) {
        Map<String, Expression> named = new LinkedHashMap<>();
        List<Expression.Entry> entries = new ArrayList<>();
        Expression receiver = chain;
        while (receiver instanceof Expression.Chain(Expression inner, Expression.Call call, _)) {
            if (call.name().equals("add") && call.positional().size() == 2) {
                entries.addFirst(
                        new Expression.Entry(call.positional().get(0), call.positional().get(1)));
            } else if (!call.name().equals("build")) {
                String argument = argument(call);
                if (named.put(argument, call.positional().getFirst()) != null) {
                    throw new TextException("'" + argument + "' is set twice", call.place());
                }
            }
            receiver = inner;
        }
        if (!(receiver instanceof Expression.Call start)) {
            throw new TextException(
                    "expected a builder, got " + receiver.described(), receiver.place());
        }
        if (!entries.isEmpty()) {
            named.put("values", new Expression.Dictionary(entries, chain.place()));
        }
        return new Expression.Call(built(start.name()), start.positional(), named, chain.place());
    }

    /** {@code setBaseValue} and {@code optBaseValue} set {@code baseValue}. */
    private static String argument(Expression.Call call) {
        String name = call.name();
        boolean setter = name.length() > 3 && (name.startsWith("set") || name.startsWith("opt"));
        if (!setter || call.positional().size() != 1) {
            throw new TextException(
                    "a builder is set up by setX(…) and optX(…), got " + name + "(…)",
                    call.place());
        }
        return Character.toLowerCase(name.charAt(3)) + name.substring(4);
    }

    /** {@code Tracker.cosine} and {@code CosineTracker.builder} build a {@code CosineTracker}. */
    private static String built(String start) {
        int factory = start.lastIndexOf(FACTORY);
        if (start.endsWith(".builder") || start.endsWith(".Builder")) {
            return start.substring(0, start.length() - ".builder".length());
        }
        if (factory < 0) {
            return start;
        }
        String kind = start.substring(factory + FACTORY.length());
        return Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "Tracker";
    }
}
