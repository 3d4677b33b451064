package dev.gradus.schedule.controller;

import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.util.Arrays;
import java.util.List;

/** Reads controllers from their text form; omitted settings have their defaults. */
final class ControllerText {
    private static final List<String> NAMES =
            List.of("plateau", "probabilityOfDecrease", "greedy", "manual");

    private ControllerText() {}

    static boolean isController(Expression expression) {
        return expression instanceof Expression.Call call && NAMES.contains(call.name());
    }

    static Controller read(Expression expression) {
        if (!(expression instanceof Expression.Call call)) {
            throw new TextException(
                    "a controller is written as plateau(factor=0.5, patience=3), got "
                            + expression.described(),
                    expression.place());
        }
        try {
            return read(call);
        } catch (TextException fault) {
            throw fault;
        } catch (IllegalArgumentException fault) {
            throw new TextException(String.valueOf(fault.getMessage()), call.place());
        }
    }

    private static Controller read(Expression.Call call) {
        return switch (call.name()) {
            case "plateau" -> plateau(call);
            case "probabilityOfDecrease" -> probabilityOfDecrease(call);
            case "greedy" -> greedy(call);
            case "manual" -> {
                Arguments.of(call);
                yield new Manual();
            }
            default ->
                    throw new TextException(
                            Suggestions.unknown("controller", call.name(), NAMES), call.place());
        };
    }

    private static Controller plateau(Expression.Call call) {
        Plateau usual = Plateau.plateau();
        Arguments given =
                Arguments.of(
                        call,
                        "factor",
                        "patience",
                        "relativeThreshold",
                        "absoluteThreshold",
                        "cooldown",
                        "lowestRate",
                        "lowestFactor",
                        "smallestChange",
                        "averaged",
                        "goal",
                        "afterCut",
                        "ignored");
        return new Plateau(
                word(given, "goal", usual.goal(), Goal.values()),
                given.number("factor", usual.factor()),
                count(given, "patience", usual.patience()),
                given.number("relativeThreshold", usual.relativeThreshold()),
                given.number("absoluteThreshold", usual.absoluteThreshold()),
                count(given, "cooldown", usual.cooldown()),
                given.number("lowestRate", usual.lowestRate()),
                given.number("lowestFactor", usual.lowestFactor()),
                given.number("smallestChange", usual.smallestChange()),
                count(given, "averaged", usual.averaged()),
                word(given, "afterCut", usual.afterCut(), Controller.Weights.values()),
                count(given, "ignored", usual.ignored()));
    }

    private static Controller greedy(Expression.Call call) {
        Greedy usual = Greedy.greedy();
        Arguments given =
                Arguments.of(
                        call,
                        "factor",
                        "patience",
                        "relativeThreshold",
                        "absoluteThreshold",
                        "cooldown",
                        "warmup",
                        "lowestRate",
                        "highestRate",
                        "smallestChange",
                        "averaged",
                        "resetAfter",
                        "goal");
        return new Greedy(
                word(given, "goal", usual.goal(), Goal.values()),
                given.number("factor", usual.factor()),
                count(given, "patience", usual.patience()),
                given.number("relativeThreshold", usual.relativeThreshold()),
                given.number("absoluteThreshold", usual.absoluteThreshold()),
                count(given, "cooldown", usual.cooldown()),
                count(given, "warmup", usual.warmup()),
                given.number("lowestRate", usual.lowestRate()),
                given.number("highestRate", usual.highestRate()),
                given.number("smallestChange", usual.smallestChange()),
                count(given, "averaged", usual.averaged()),
                count(given, "resetAfter", usual.resetAfter()));
    }

    private static Controller probabilityOfDecrease(Expression.Call call) {
        Arguments given =
                Arguments.of(
                        call,
                        "steps",
                        "factor",
                        "probability",
                        "discard",
                        "forget",
                        "lowestRate",
                        "afterCut");
        int steps = count(given, "steps", ProbabilityOfDecrease.probabilityOfDecrease().steps());
        ProbabilityOfDecrease usual = ProbabilityOfDecrease.probabilityOfDecrease(steps);
        return new ProbabilityOfDecrease(
                steps,
                given.number("factor", usual.factor()),
                given.number("probability", usual.probability()),
                given.number("discard", usual.discard()),
                count(given, "forget", usual.forget()),
                given.number("lowestRate", usual.lowestRate()),
                word(given, "afterCut", usual.afterCut(), Controller.Weights.values()));
    }

    private static int count(Arguments given, String name, int usual) {
        long value = given.whole(name, usual);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw given.fault(name, "must be a count, got " + value);
        }
        return (int) value;
    }

    /** Words may be quoted or not: {@code goal=maximize}. */
    private static <E extends Enum<E>> E word(Arguments given, String name, E usual, E[] values) {
        if (!given.has(name)) {
            return usual;
        }
        String[] words = Arrays.stream(values).map(Form::word).toArray(String[]::new);
        return values[Arrays.asList(words).indexOf(given.word(name, words))];
    }
}
