package dev.gradus.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What combinators of time do to companions. */
final class Companions {
    private Companions() {}

    static Map<HyperParameter, Schedule> each(Schedule schedule, UnaryOperator<Schedule> change) {
        var changed = new HashMap<>(schedule.companions());
        changed.replaceAll((_, companion) -> change.apply(companion));
        return Map.copyOf(changed);
    }
}
