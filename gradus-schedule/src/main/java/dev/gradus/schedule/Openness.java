package dev.gradus.schedule;

/** Determines which schedules have no length and take the rest of the run. */
final class Openness {
    private Openness() {}

    static boolean isOpen(Schedule schedule) {
        return switch (schedule) {
            case Hold hold -> isRest(hold.length());
            case Ramp ramp -> isRest(ramp.length());
            case Exponential _, Inverse _, Law _ -> true;
            case Knots knots -> isOpen(knots.column(0));
            case Then(var first, var next) -> isOpen(first) || isOpen(next);
            case Times(var left, var right) -> eitherIsOpen(left, right);
            case Plus(var left, var right) -> eitherIsOpen(left, right);
            case Repeat repeat -> repeat.count() == Repeat.FOREVER || isOpen(repeat.schedule());
            case Take(_, var length) -> isRest(length);
            case AtEnd(var inner, var policy) -> policy == EndPolicy.REPEAT || isOpen(inner);
            case Modified modified -> isOpen(modified.schedule());
            case NamedSchedule named -> isOpen(named.definition());
        };
    }

    /** A constant without a length; it does not count when lengths are compared. */
    static boolean isConstant(Schedule schedule) {
        return switch (schedule) {
            case Hold hold -> isRest(hold.length());
            case NamedSchedule named -> isConstant(named.definition());
            case Ramp _,
                    Exponential _,
                    Inverse _,
                    Law _,
                    Knots _,
                    Then _,
                    Times _,
                    Plus _,
                    Modified _ ->
                    false;
        };
    }

    private static boolean eitherIsOpen(Schedule left, Schedule right) {
        if (isConstant(left)) {
            return isOpen(right);
        }
        return isConstant(right) ? isOpen(left) : isOpen(left) || isOpen(right);
    }

    private static boolean isRest(Span span) {
        return span instanceof Span.Rest;
    }
}
