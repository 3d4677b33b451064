package dev.gradus.schedule.peer;

import dev.gradus.text.Expression;
import dev.gradus.text.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    private static final String TYPE = "SchedulerType.";

    static Leading of(
            Expression.Call written,
            Map<String, String> aliases,
            boolean takesOptimizer,
            Findings findings) {
        Map<String, Expression> named = new LinkedHashMap<>();
        written.named()
                .forEach(
                        (name, value) -> named.put(aliases.getOrDefault(name, name), typed(value)));
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
                optimizer == null ? OptionalDouble.empty() : rate(optimizer, findings),
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

    private static @Nullable Unit unit(@Nullable Expression first) {
        return first instanceof Expression.Name name
                ? switch (name.last()) {
                    case "EPOCH" -> Unit.EPOCH;
                    case "ITERATION" -> Unit.UPDATE;
                    default -> null;
                }
                : null;
    }

    /**
     * Returns the rate of an optimizer that is written out: {@code SGD(parameters, lr=0.1)}, or
     * {@code SGD([{'params': body, 'lr': 0.01}, {'params': head}], lr=0.1)} for several groups.
     */
    static OptionalDouble rate(Expression optimizer, Findings findings) {
        if (!(optimizer instanceof Expression.Call call)) {
            return OptionalDouble.empty();
        }
        Expression usual = call.named().get("lr");
        Expression parameters = call.positional().isEmpty() ? null : call.positional().getFirst();
        boolean hasGroups =
                parameters instanceof Expression.Items(List<Expression> groups, _)
                        && groups.stream().allMatch(Expression.Dictionary.class::isInstance)
                        && groups.stream().anyMatch(group -> rate(group) != null);
        Expression rate =
                hasGroups && parameters instanceof Expression.Items(var groups, Place place)
                        ? Objects.requireNonNullElse(rate(findings.ofGroup(groups, place)), usual)
                        : usual == null ? null : findings.ofGroup("lr", usual);
        return rate instanceof Expression.Numeral(double value, _)
                ? OptionalDouble.of(value)
                : OptionalDouble.empty();
    }

    /** Returns the rate that a group has of its own, null without one. */
    private static @Nullable Expression rate(Expression group) {
        return group instanceof Expression.Dictionary(List<Expression.Entry> entries, _)
                ? entries.stream()
                        .filter(entry ->
                                entry.key() instanceof Expression.Text(String key, _)
                                        && key.equals("lr"))
                        .map(Expression.Entry::value)
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
