package dev.gradus.schedule;

/** Replaces every name by what it stands for. */
final class Expansion {
    private Expansion() {}

    static Schedule of(Schedule schedule) {
        return switch (schedule) {
            case Hold _, Ramp _, Exponential _, Inverse _, Law _ -> schedule;
            case Knots knots -> knots.column(0);
            case Then(var first, var next) -> new Then(of(first), of(next));
            case Times(var inner, var factor) -> new Times(of(inner), of(factor));
            case Plus(var inner, var addend) -> new Plus(of(inner), of(addend));
            case AtLeast(var inner, var bound) -> new AtLeast(of(inner), bound);
            case AtMost(var inner, var bound) -> new AtMost(of(inner), bound);
            case RoundTo(var inner, var multiple) -> new RoundTo(of(inner), multiple);
            case Repeat(var inner, var count, var stretch, var gain) ->
                    new Repeat(of(inner), count, stretch, gain);
            case Take(var inner, var length) -> new Take(of(inner), length);
            case Shift(var inner, var skipped) -> new Shift(of(inner), skipped);
            case Delay(var inner, var by) -> new Delay(of(inner), by);
            case Every(var inner, var period) -> new Every(of(inner), period);
            case AtEnd(var inner, var policy) -> new AtEnd(of(inner), policy);
            case Named named -> of(named.definition());
        };
    }
}
