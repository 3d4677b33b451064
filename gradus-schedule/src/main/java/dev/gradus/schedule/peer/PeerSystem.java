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
import java.util.stream.Stream;

/**
 * Another system and those of its constructors that are read.
 *
 * @param prefixes the first parts of dotted names that mean this system, the usual one first
 * @param constructors by name of the constructor
 */
record PeerSystem(List<String> prefixes, Map<String, PeerConstructor> constructors) {
    private static final String LAST_EPOCH = "last_epoch";

    /** Our own arguments, accepted everywhere: the base rate and the unit. */
    private static final List<String> COMMON = List.of("lr", "learning_rate", "unit");

    /** What the constructors of a system have in common besides their parameters. */
    private static final Map<String, List<String>> OWN =
            Map.of(
                    "torch", List.of("optimizer", LAST_EPOCH, "verbose"),
                    "hf", List.of("optimizer", LAST_EPOCH),
                    "paddle", List.of(LAST_EPOCH, "verbose"),
                    "ignite", List.of("optimizer", "save_history"),
                    "mmengine", List.of("optimizer", "param_name", "verbose"),
                    "deepspeed", List.of("optimizer"),
                    "pytorch_optimizer", List.of("optimizer"),
                    "timm", List.of("optimizer"),
                    "keras", List.of("name", "dtype"),
                    "dl4j", List.of("scheduleType"));

    /** Systems whose constructors contain all rates, so that an optimizer's rate has no effect. */
    private static final List<String> OWN_RATES = List.of("keras", "optax", "dl4j", "djl", "mx");

    private static final List<String> OPTIMIZER_FIRST =
            List.of("torch", "timm", "hf", "mmengine", "deepspeed", "pytorch_optimizer");

    static PeerSystem of(List<String> prefixes, PeerConstructor... constructors) {
        Map<String, PeerConstructor> byName = new LinkedHashMap<>();
        for (PeerConstructor constructor : constructors) {
            byName.put(constructor.name(), constructor);
        }
        return new PeerSystem(prefixes, byName);
    }

    /** Reads a constructor, a chain of builder calls, or a text that holds one. */
    PeerPart read(Expression expression, OptionalDouble inherited, Unit unit, Findings findings) {
        return switch (expression) {
            case Expression.Text(String quoted, _) ->
                    read(Expression.parse(quoted), inherited, unit, findings);
            case Expression.Chain chain ->
                    read(Builders.flattened(chain), inherited, unit, findings);
            case Expression.Call call ->
                    Peers.owner(call, this).call(Builders.direct(call), inherited, unit, findings);
            default ->
                    throw new TextException(
                            "expected a schedule of "
                                    + prefixes.getFirst()
                                    + ", got "
                                    + expression.described()
                                    + (expression instanceof Expression.Name
                                            ? "; write the call that it stands for"
                                            : ""),
                            expression.place());
        };
    }

    private PeerPart call(
            Expression.Call call, OptionalDouble inherited, Unit outer, Findings findings) {
        PeerConstructor constructor = constructors.get(call.last());
        if (constructor == null) {
            throw new TextException(unknown(call.last()), call.place());
        }
        Leading leading =
                Leading.of(
                        call,
                        constructor.aliases(),
                        OPTIMIZER_FIRST.contains(prefixes.getFirst()),
                        findings);
        Arguments arguments =
                Arguments.of(leading.call(), constructor.parameters(), known(constructor))
                        .mapped(findings::ofGroup);
        Unit unit =
                unit(
                        arguments,
                        leading.unit() == null ? constructor.unit() : leading.unit(),
                        outer);
        OptionalDouble rate = leading.rate().isPresent() ? leading.rate() : inherited;
        var reading = new PeerCall(this, arguments, unit, rate, findings);
        requireOneRate(reading, leading.rate());
        try {
            PeerPart part = resumed(constructor.meaning().apply(reading), reading);
            if (OWN_RATES.contains(prefixes.getFirst())) {
                reading.requireRateUsed();
            }
            return unit == outer ? part : part.on(unit);
        } catch (TextException fault) {
            throw fault;
        } catch (IllegalArgumentException fault) {
            throw new TextException(String.valueOf(fault.getMessage()), call.place());
        }
    }

    private String unknown(String name) {
        return Peers.isOptimizer(name)
                ? "'%s' is an optimizer, not a schedule: give it as the optimizer (--optimizer), and the rate alone as the learning rate (--lr)"
                        .formatted(name)
                : Suggestions.unknownOf(
                        prefixes.getFirst() + " schedule", name, constructors.keySet());
    }

    private List<String> known(PeerConstructor constructor) {
        return Stream.of(COMMON, OWN.getOrDefault(prefixes.getFirst(), List.of()))
                .flatMap(List::stream)
                .filter(name -> !constructor.parameters().contains(name))
                .filter(name -> !name.equals(LAST_EPOCH) || constructor.resumes())
                .toList();
    }

    private static void requireOneRate(PeerCall reading, OptionalDouble optimizer) {
        reading.require(
                !(reading.has("lr") && reading.has("learning_rate")),
                "lr",
                "and learning_rate are the same; give one");
        reading.require(
                optimizer.isEmpty()
                        || !reading.has("lr")
                        || reading.number("lr") == optimizer.getAsDouble(),
                "lr",
                "must be the optimizer's, " + optimizer);
    }

    /** The original continues after step {@code last_epoch}; -1 is the start. */
    private static PeerPart resumed(PeerPart part, PeerCall reading) {
        if (!reading.has(LAST_EPOCH)) {
            return part;
        }
        double last = reading.number(LAST_EPOCH);
        reading.require(
                last >= -1 && last == Math.rint(last),
                LAST_EPOCH,
                "must be -1, for a new run, or the index of a step");
        return last == -1 ? part : part.timed(schedule -> schedule.shift(reading.span(last + 1)));
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
