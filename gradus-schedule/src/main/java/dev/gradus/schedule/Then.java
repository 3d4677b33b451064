package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.spelling.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sequence of two schedules.
 *
 * @param first until its end
 * @param next from there on, starting at its own 0
 */
public record Then(Schedule first, Schedule next) implements Schedule {
    /** Checks that both can be parts of a schedule. */
    public Then {
        PartLimits.require("then", first, next);
    }

    /** More pieces than this are joined pairwise, so that nesting stays shallow. */
    private static final int IN_A_ROW = 16;

    /**
     * Joins schedules into a sequence.
     *
     * @param pieces at least one
     * @return the sequence
     */
    public static Schedule all(List<Schedule> pieces) {
        int count = pieces.size();
        return count <= IN_A_ROW
                ? pieces.stream().reduce(Then::new).orElseThrow()
                : new Then(
                        all(pieces.subList(0, count / 2)), all(pieces.subList(count / 2, count)));
    }

    /**
     * Returns the companions of both, one after the other. A companion that only the first has
     * continues; one that only the next has is left out, because its value before that is
     * undefined; {@link #check} warns about it.
     */
    @Override
    public Map<HyperParameter, Schedule> companions() {
        var following = next.companions();
        var both = new HashMap<HyperParameter, Schedule>();
        first.companions()
                .forEach((driven, companion) ->
                        both.put(
                                driven,
                                following.containsKey(driven)
                                        ? companion.then(following.get(driven))
                                        : companion));
        return Map.copyOf(both);
    }

    @Override
    public List<Schedule> parts() {
        return List.of(first, next);
    }

    @Override
    public Schedule expanded() {
        return new Then(first.expanded(), next.expanded());
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("then", receiver("first", first), argument("next", next));
    }

    @Override
    public String toString() {
        return text();
    }
}
