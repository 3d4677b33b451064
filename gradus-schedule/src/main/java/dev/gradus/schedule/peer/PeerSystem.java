package dev.gradus.schedule.peer;

import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Another system and the constructors of its that are read.
 *
 * @param prefixes the first parts of dotted names that mean this system, the usual one first
 * @param rules by name of the constructor
 */
record PeerSystem(List<String> prefixes, Map<String, Rule> rules) {
    /** Accepted everywhere: the base rate, the unit, and what has no bearing on the values. */
    private static final List<String> COMMON =
            List.of(
                    "lr",
                    "learning_rate",
                    "unit",
                    "optimizer",
                    "last_epoch",
                    "verbose",
                    "name",
                    "dtype",
                    "scheduleType");

    private static final List<String> OPTIMIZER_FIRST = List.of("torch", "timm", "hf");

    static PeerSystem of(List<String> prefixes, Rule... rules) {
        Map<String, Rule> byName = new LinkedHashMap<>();
        for (Rule rule : rules) {
            byName.put(rule.name(), rule);
        }
        return new PeerSystem(prefixes, byName);
    }

    /** Reads a constructor, a chain of builder calls, or a text that holds one. */
    Part read(Expression expression, OptionalDouble inherited, Unit unit, Set<Quirk> quirks) {
        return switch (expression) {
            case Expression.Text(String quoted, _) ->
                    read(Expression.parse(quoted), inherited, unit, quirks);
            case Expression.Chain chain -> read(Builders.flattened(chain), inherited, unit, quirks);
            case Expression.Call call ->
                    Peers.owner(call, this).call(Builders.direct(call), inherited, unit, quirks);
            default ->
                    throw new TextException(
                            "expected a schedule of "
                                    + prefixes.getFirst()
                                    + ", got "
                                    + expression.described(),
                            expression.place());
        };
    }

    private Part call(
            Expression.Call call, OptionalDouble inherited, Unit outer, Set<Quirk> quirks) {
        Rule rule = rules.get(call.last());
        if (rule == null) {
            throw new TextException(
                    Suggestions.unknown(
                            prefixes.getFirst() + " schedule", call.last(), rules.keySet()),
                    call.place());
        }
        Leading leading =
                Leading.of(call, rule.aliases(), OPTIMIZER_FIRST.contains(prefixes.getFirst()));
        Arguments arguments = Arguments.of(leading.call(), rule.parameters(), COMMON);
        Unit unit = unit(arguments, leading.unit() == null ? rule.unit() : leading.unit(), outer);
        OptionalDouble rate = leading.rate().isPresent() ? leading.rate() : inherited;
        try {
            Part part = rule.meaning().apply(new Reading(this, arguments, unit, rate, quirks));
            return unit == outer ? part : part.on(unit);
        } catch (TextException fault) {
            throw fault;
        } catch (IllegalArgumentException fault) {
            throw new TextException(String.valueOf(fault.getMessage()), call.place());
        }
    }

    private static Unit unit(Arguments arguments, Unit usual, Unit outer) {
        if (arguments.has("scheduleType")) {
            return arguments.word("scheduleType", "ITERATION", "EPOCH").equals("EPOCH")
                    ? Unit.EPOCH
                    : Unit.UPDATE;
        }
        if (!arguments.flag("t_in_epochs", true)) {
            return Unit.UPDATE;
        }
        if (!arguments.has("unit")) {
            return outer == Unit.UPDATE ? usual : outer;
        }
        String word = arguments.word("unit", "update", "epoch", "fraction", "sample");
        return Unit.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
