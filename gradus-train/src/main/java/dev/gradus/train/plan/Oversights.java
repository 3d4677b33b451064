package dev.gradus.train.plan;

import dev.gradus.nn.tensor.Target;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Warning;
import java.util.stream.Stream;

/** What a user probably does not mean: doubtful rates, and settings that have no effect. */
public final class Oversights {
    private Oversights() {}

    /**
     * Returns what is probably not meant.
     *
     * @param settings the settings of the trainer
     * @param run how long the run is
     * @param target the kind of targets
     * @return a sentence each
     */
    public static Stream<String> of(Settings settings, Horizon run, Target target) {
        return Stream.of(
                        rates(settings, run),
                        Needs.missing(settings, target),
                        Overlong.sentences(settings, run))
                .flatMap(each -> each);
    }

    /**
     * Rates that few runs survive, and schedules of which nothing comes; what else a schedule's
     * check finds costs little.
     */
    private static Stream<String> rates(Settings settings, Horizon run) {
        Schedule rate = PlanBuilder.schedules(settings).get(HyperParameter.LEARNING_RATE);
        return rate == null
                ? Stream.empty()
                : rate.check(run).stream()
                        .filter(warning ->
                                warning instanceof Warning.RisesToTheEnd
                                        || warning instanceof Warning.NeverBegins)
                        .map(warning -> "the learning rate: " + warning.sentence());
    }
}
