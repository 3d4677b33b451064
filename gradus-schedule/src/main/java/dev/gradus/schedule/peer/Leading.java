package dev.gradus.schedule.peer;

import dev.gradus.text.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A constructor without its leading optimizer or ScheduleType, and with the usual names.
 *
 * @param call the rest
 * @param rate the optimizer's, as in {@code StepLR(SGD(parameters, lr=0.1), 30)}
 * @param unit the unit of the ScheduleType, null without one
 */
record Leading(Expression.Call call, OptionalDouble rate, @Nullable Unit unit) {
    /** What PyTorch takes for each parameter group; of one group, a list of one. */
    private static final Set<String> OF_GROUPS =
            Set.of("lr_lambda", "max_lr", "base_lr", "max_momentum", "base_momentum", "min_lr");

    private static final String TYPE = "SchedulerType.";

    static Leading of(
            Expression.Call written, Map<String, String> aliases, boolean takesOptimizer) {
        Map<String, Expression> named = new LinkedHashMap<>();
        written.named()
                .forEach((name, value) ->
                        named.put(
                                aliases.getOrDefault(name, name), typed(ofOneGroup(name, value))));
        List<Expression> positional =
                new ArrayList<>(written.positional().stream().map(Leading::typed).toList());
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

    /** Returns the word that a constant of transformers' SchedulerType stands for. */
    private static Expression typed(Expression value) {
        if (!(value instanceof Expression.Name name) || !name.name().startsWith(TYPE)) {
            return value;
        }
        String word = name.last().toLowerCase(Locale.ROOT);
        return new Expression.Text(
                word.equals("reduce_on_plateau") ? "reduce_lr_on_plateau" : word, name.place());
    }

    private static Expression ofOneGroup(String name, Expression value) {
        return OF_GROUPS.contains(name)
                        && value instanceof Expression.Items(List<Expression> groups, _)
                        && groups.size() == 1
                ? groups.getFirst()
                : value;
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
