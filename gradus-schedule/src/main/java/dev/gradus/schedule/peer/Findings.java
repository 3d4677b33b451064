package dev.gradus.schedule.peer;

import dev.gradus.text.Expression;
import dev.gradus.text.Operator;
import dev.gradus.text.Place;
import dev.gradus.text.TextException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is found while a constructor is read for one parameter group: quirks of the original, and
 * whether its arguments give other groups rates of their own.
 */
final class Findings {
    /** The arguments that the originals take as a list with one item for each group. */
    private static final Set<String> OF_GROUPS =
            Set.of(
                    "lr",
                    "learning_rate",
                    "lr_lambda",
                    "max_lr",
                    "base_lr",
                    "min_lr",
                    "swa_lr",
                    "max_momentum",
                    "base_momentum",
                    "lr_max",
                    "min_value",
                    "warmup_min_lr",
                    "warmup_max_lr",
                    "lr_range_test_min_lr");

    /** What fastai divides the rate of all groups but the last by, for a slice of one number. */
    private static final double OTHERS = 10;

    private final int fromLast;
    private final Set<Quirk> quirks = new LinkedHashSet<>();
    private int groups;
    private @Nullable Place place;
    private @Nullable GroupRates sliced;

    /**
     * @param fromLast the group that is read for, counted from the last, which is 0
     */
    Findings(int fromLast) {
        this.fromLast = fromLast;
    }

    Set<Quirk> quirks() {
        return quirks;
    }

    /** Returns how many groups the arguments have rates for; 1 if nothing speaks of groups. */
    int groups() {
        return Math.max(1, groups);
    }

    /** Returns where the rates of several groups are written. */
    Place place() {
        return Objects.requireNonNull(place, "no groups were found");
    }

    /** Returns the rates of a slice, which suit any number of groups. */
    Optional<GroupRates> sliced() {
        return Optional.ofNullable(sliced);
    }

    /** Returns an argument as it is for the group that is read for. */
    Expression ofGroup(String name, Expression given) {
        if (!OF_GROUPS.contains(name)) {
            return given;
        }
        return switch (given) {
            case Expression.Items(List<Expression> items, Place written) -> {
                if (items.isEmpty()) {
                    throw new TextException(name + " is an empty list", written);
                }
                requireAlike(items);
                yield ofGroup(items, written);
            }
            case Expression.Call call when call.name().equals("slice") -> slice(call);
            default -> given;
        };
    }

    /** Returns the item of the group that is read for. */
    <T> T ofGroup(List<T> items, Place written) {
        if (groups != 0 && groups != items.size()) {
            throw new TextException(
                    "a rate for each of %s parameter groups here, and for %s in %s; give as many of both"
                            .formatted(items.size(), groups, place().text()),
                    written);
        }
        groups = items.size();
        place = written;
        return items.get(items.size() - 1 - fromLast);
    }

    /** {@code slice(a, b)} goes from a to b, {@code slice(b)} from b/10. */
    private Expression slice(Expression.Call call) {
        List<Expression> ends = call.positional();
        if (ends.isEmpty()
                || !(ends.getLast() instanceof Expression.Numeral(double stop, Place where))
                || ends.size() > 2) {
            throw new TextException("write slice(1e-5, 1e-3) or slice(1e-3)", call.place());
        }
        Expression.Numeral first =
                ends.getFirst() instanceof Expression.Numeral start && ends.size() == 2
                        ? start
                        : new Expression.Numeral(stop / OTHERS, where);
        if (!(first.value() > 0 && stop > 0)) {
            throw new TextException("the rates of a slice must be above 0", call.place());
        }
        sliced =
                ends.size() == 2 && ends.getFirst() instanceof Expression.Numeral
                        ? new GroupRates.Spread(first.value() / stop)
                        : new GroupRates.AllButLast(1 / OTHERS);
        return ofGroup(List.of(first, ends.getLast()), call.place());
    }

    /** Formulas must be the same up to a constant factor, which can be seen without trying. */
    private static void requireAlike(List<Expression> items) {
        for (Expression item : items) {
            if (item instanceof Expression.Lambda && !shape(item).equals(shape(items.getLast()))) {
                throw new TextException(
                        "the groups' rates must be fixed multiples of one another, and these"
                                + " formulas differ by more than a constant factor; write the one"
                                + " of the last group, and the others as multiples of it"
                                + " (--groups \"PATTERN=0.1x\")",
                        item.place());
            }
        }
    }

    /** Returns the body of a lambda in t, without constant factors and blanks. */
    private static String shape(Expression formula) {
        if (!(formula instanceof Expression.Lambda(List<String> parameters, Expression body, _))) {
            return formula.place().text();
        }
        String text = withoutFactor(body).place().text().replaceAll("\\s+", "");
        String variable = "\\b" + Pattern.quote(parameters.getFirst()) + "\\b";
        return text.replaceAll(variable, Matcher.quoteReplacement("t"));
    }

    private static Expression withoutFactor(Expression body) {
        return switch (body) {
            case Expression.Binary(Operator operator, Expression.Numeral _, Expression rest, _)
                    when operator == Operator.MULTIPLY ->
                    withoutFactor(rest);
            case Expression.Binary(Operator operator, Expression rest, Expression.Numeral _, _)
                    when operator == Operator.MULTIPLY || operator == Operator.DIVIDE ->
                    withoutFactor(rest);
            default -> body;
        };
    }
}
