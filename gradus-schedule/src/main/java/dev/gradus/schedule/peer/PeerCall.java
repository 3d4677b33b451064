package dev.gradus.schedule.peer;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.Formula;
import dev.gradus.text.TextException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One constructor while it is read: its arguments, its unit of time, the base rate it inherits,
 * what was found so far.
 */
final class PeerCall {
    /** Systems whose words are Java constants. */
    private static final List<String> JAVA = List.of("dl4j", "djl");

    private final PeerSystem system;
    private final Arguments arguments;
    private final Unit unit;
    private final OptionalDouble inherited;
    private final Findings findings;
    private boolean asked;

    PeerCall(
            PeerSystem system,
            Arguments arguments,
            Unit unit,
            OptionalDouble inherited,
            Findings findings) {
        this.system = system;
        this.arguments = arguments;
        this.unit = unit;
        this.inherited = inherited;
        this.findings = findings;
    }

    Arguments arguments() {
        return arguments;
    }

    boolean has(String name) {
        return arguments.has(name);
    }

    double number(String name) {
        return arguments.number(name);
    }

    Formula formula(String name) {
        return arguments.formula(name);
    }

    double number(String name, double otherwise) {
        return arguments.number(name, otherwise);
    }

    int count(String name, int otherwise) {
        long value = arguments.whole(name, otherwise);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw arguments.fault(name, "must be a count, got " + value);
        }
        return (int) value;
    }

    /** Refuses an argument that was given but breaks a rule of the original. */
    void require(boolean holds, String name, String rule) {
        if (!holds) {
            String came =
                    arguments
                            .find(name)
                            .map(argument -> "; got " + argument.place().text())
                            .orElse("");
            throw arguments.fault(name, rule + came);
        }
    }

    /** A number greater than 0. */
    double positive(String name, double otherwise) {
        double value = number(name, otherwise);
        require(value > 0 && Double.isFinite(value), name, "must be greater than 0");
        return value;
    }

    /** A number between two bounds, including both. */
    double between(double lowest, double highest, String name, double otherwise) {
        double value = number(name, otherwise);
        require(
                value >= lowest && value <= highest,
                name,
                "must lie between %s and %s".formatted(brief(lowest), brief(highest)));
        return value;
    }

    private static String brief(double bound) {
        return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
    }

    /** A length in calls of the original's {@code step()}, greater than 0. */
    Span positiveLength(String name) {
        return span(positive(name, arguments.number(name)));
    }

    /** A whole number of calls of the original, 0 or more. */
    double calls(String name, double otherwise) {
        double value = duration(name, otherwise);
        require(value == Math.rint(value), name, "must be a whole number");
        return value;
    }

    /** Whether Python reads a number as an int. */
    boolean isWrittenWhole(String name) {
        return !arguments.get(name).place().text().replace("//", "").matches(".*[./eE].*");
    }

    /** A number that Python reads as an int, at least 1. */
    double positiveInteger(String name, double otherwise) {
        double value = number(name, otherwise);
        require(
                value >= 1 && value == Math.rint(value) && (!has(name) || isWrittenWhole(name)),
                name,
                "must be a positive integer, written without a point");
        return value;
    }

    /**
     * One of a few words. If quoted, it must be spelled as in the original; a Java constant may be
     * in capitals.
     */
    String word(String name, String... words) {
        String word = arguments.word(name, words);
        require(
                JAVA.contains(system.prefixes().getFirst())
                        || !(arguments.find(name).orElse(null)
                                instanceof Expression.Text(String text, _))
                        || text.equals(word),
                name,
                "must be spelled '" + word + "'");
        return word;
    }

    /** The whole numbers of a list, each greater than the one before or equal to it. */
    List<Double> rising(String name) {
        List<Double> numbers = arguments.numbers(name);
        for (int i = 1; i < numbers.size(); i++) {
            require(numbers.get(i - 1) <= numbers.get(i), name, "must be in rising order");
        }
        return numbers;
    }

    /** A length in calls of the original. */
    Span length(String name) {
        return span(duration(name));
    }

    /** A number of calls of the original. */
    double duration(String name) {
        return duration(name, arguments.number(name));
    }

    /** A number of calls of the original, or {@code otherwise}. */
    double duration(String name, double otherwise) {
        double value = arguments.number(name, otherwise);
        if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
            throw arguments.fault(name, "must be a number from 0 up, got " + value);
        }
        return value;
    }

    Span span(double calls) {
        return unit.span(Math.max(0, calls));
    }

    Span span(long calls) {
        return span((double) calls);
    }

    /** The length of one call. */
    Span one() {
        return unit.span(1);
    }

    boolean countsEpochs() {
        return unit == Unit.EPOCH || unit == Unit.FRACTION;
    }

    /** The optimizer's rate. */
    double baseRate() {
        asked = true;
        for (String name : List.of("lr", "learning_rate")) {
            if (arguments.has(name)) {
                return number(name);
            }
        }
        return inherited.orElseThrow(() ->
                new TextException(
                        arguments.call().name() + " needs lr=…, the optimizer's base rate",
                        arguments.call().place()));
    }

    /** The rate of an optimizer that is written out. */
    OptionalDouble rateOf(Expression optimizer) {
        return Leading.rate(optimizer, findings);
    }

    /** Refuses a base rate that nothing uses. */
    void requireRateUsed() {
        for (String name : List.of("lr", "learning_rate")) {
            require(
                    asked || !arguments.has(name),
                    name,
                    "has no effect here, since "
                            + arguments.call().last()
                            + " has rates of its own");
        }
    }

    /** A constructor within this one, which inherits base rate and unit. */
    Schedule nested(Expression expression) {
        return curve(
                system.read(expression, OptionalDouble.of(baseRate()), unit, findings), expression);
    }

    /** A constructor within this one that brings its own rates. */
    Schedule schedule(Expression expression) {
        asked = true;
        OptionalDouble rate =
                arguments.has("lr") || arguments.has("learning_rate")
                        ? OptionalDouble.of(baseRate())
                        : inherited;
        return curve(system.read(expression, rate, unit, findings), expression);
    }

    /** A constructor in the place of a rate. */
    Schedule inner(Expression expression) {
        asked = true;
        return curve(system.read(expression, inherited, unit, findings), expression);
    }

    /** The controller that a constructor makes beside this one. */
    Optional<Controller> controller(Expression expression) {
        return system.read(expression, OptionalDouble.of(baseRate()), unit, findings).controller();
    }

    /** Another constructor of the system, in place of this one. */
    PeerPart instead(Expression.Call other, OptionalDouble rate) {
        asked = true;
        return system.read(other, rate.isPresent() ? rate : inherited, unit, findings);
    }

    private Schedule curve(PeerPart part, Expression expression) {
        if (part.controller().isPresent()) {
            throw new TextException(
                    expression.described()
                            + " reacts to measurements and cannot be a part of "
                            + arguments.call().last()
                            + "; give it beside the schedule, as in cosine(0.1) * "
                            + part.controller().get()
                            + "; where it is to start after a warm-up, write how many reports it"
                            + " ignores, as in constant(0.1).warmup(epochs(5)) * plateau(ignored=5)",
                    expression.place());
        }
        if (part.weightDecay().isPresent()) {
            throw new TextException(
                    expression.described()
                            + " moves the weight decay too and cannot be a part of "
                            + arguments.call().last()
                            + "; leave that out, and give it as the weight decay (--weight-decay \"linear(0.01, 0.1)\")",
                    expression.place());
        }
        return part.schedule();
    }

    void note(Quirk quirk) {
        findings.quirks().add(quirk);
    }

    void noteIf(boolean applies, Quirk quirk) {
        if (applies) {
            note(quirk);
        }
    }
}
