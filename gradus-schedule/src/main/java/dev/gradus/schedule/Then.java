package dev.gradus.schedule;

import java.util.HashMap;
import java.util.Map;

/**
 * One schedule after the other.
 *
 * @param first until its end
 * @param next from there on, beginning at its own 0
 */
public record Then(Schedule first, Schedule next) implements Schedule {
    /**
     * Returns the companions of both, one after the other. One that only the first has goes on; one
     * that only the next has is left out, since nothing says what it should be before; {@link
     * #check} warns of that.
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
    public String toString() {
        return text();
    }
}
