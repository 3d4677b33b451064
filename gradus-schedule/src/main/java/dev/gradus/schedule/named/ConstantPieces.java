package dev.gradus.schedule.named;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.Then;
import java.util.ArrayList;
import java.util.List;

/** Builds a sequence of constants from boundaries that are counted from the start. */
final class ConstantPieces {
    private ConstantPieces() {}

    static Schedule of(double initial, List<Span> boundaries, List<Double> values) {
        if (boundaries.isEmpty()) {
            return new Hold(initial);
        }
        var pieces = new ArrayList<Schedule>();
        pieces.add(new Hold(initial, boundaries.getFirst()));
        for (int index = 1; index < boundaries.size(); index++) {
            requireOrder(boundaries.get(index - 1), boundaries.get(index));
            var length = boundaries.get(index).minus(boundaries.get(index - 1));
            pieces.add(new Hold(values.get(index - 1), length));
        }
        pieces.add(new Hold(values.getLast()));
        return Then.all(pieces);
    }

    private static void requireOrder(Span earlier, Span later) {
        if (isSwapped(earlier, later)) {
            throw new IllegalArgumentException(
                    "boundaries are counted from the start and must be in order, got "
                            + earlier
                            + " before "
                            + later);
        }
    }

    private static boolean isSwapped(Span earlier, Span later) {
        return switch (earlier) {
            case Span.Steps(double count) ->
                    later instanceof Span.Steps(double next) && next < count;
            case Span.Epochs(double count) ->
                    later instanceof Span.Epochs(double next) && next < count;
            case Span.Samples(double count) ->
                    later instanceof Span.Samples(double next) && next < count;
            case Span.Percent(double share) ->
                    later instanceof Span.Percent(double next) && next < share;
            case Span.Exact(Span span) ->
                    later instanceof Span.Exact(Span next) && isSwapped(span, next);
            case Span.Rest _, Span.Sum _, Span.Difference _ -> false;
        };
    }
}
