package dev.gradus.schedule.peer;

import dev.gradus.text.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A constructor without its leading optimizer or ScheduleType, and with the usual names.
 *
 * @param call the rest
 * @param rate the optimizer's, as in {@code StepLR(SGD(parameters, lr=0.1), 30)}
 * @param unit the unit of the ScheduleType, null without one
 */
record Leading(Expression.Call call, OptionalDouble rate, @Nullable Unit unit) {
    static Leading of(
            Expression.Call written, Map<String, String> aliases, boolean takesOptimizer) {
        Map<String, Expression> named = new LinkedHashMap<>();
        written.named()
                .forEach((name, value) -> named.put(aliases.getOrDefault(name, name), value));
        List<Expression> positional = new ArrayList<>(written.positional());
        Expression first = positional.isEmpty() ? null : positional.getFirst();
        boolean isName = first instanceof Expression.Name;
        boolean isOptimizer = takesOptimizer && first instanceof Expression.Call;
        if (isName || isOptimizer) {
            positional.removeFirst();
        }
        Expression optimizer = isOptimizer ? first : named.get("optimizer");
        return new Leading(
                new Expression.Call(written.name(), positional, named, written.place()),
                rate(optimizer),
                unit(first));
    }

    private static @Nullable Unit unit(@Nullable Expression first) {
        return first instanceof Expression.Name name
                ? switch (name.last()) {
                    case "EPOCH" -> Unit.EPOCH;
                    case "ITERATION" -> Unit.UPDATE;
                    default -> null;
                }
                : null;
    }

    private static OptionalDouble rate(@Nullable Expression optimizer) {
        return optimizer instanceof Expression.Call call
                        && call.named().get("lr") instanceof Expression.Numeral(double value, _)
                ? OptionalDouble.of(value)
                : OptionalDouble.empty();
    }
}
