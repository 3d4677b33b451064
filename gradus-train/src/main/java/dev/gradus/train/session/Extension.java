package dev.gradus.train.session;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.control.Continuation;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.run.event.TrainingEvent.RateChange;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.text.LengthText;
import dev.gradus.train.plan.Timeline;
import java.util.List;
import java.util.stream.LongStream;

/** Changes the planned length of a run, and reports how its learning rate changes. */
public final class Extension {
    /** The number of steps, from the next to the last, at which the change is shown. */
    private static final int SHOWN = 4;

    private Extension() {}

    /**
     * {@return how many updates a run of this length has in all}
     *
     * @param length steps or epochs, such as {@code 2000} or {@code 6ep}
     * @param session the run
     */
    public static long steps(String length, TrainingSession session) {
        return switch (LengthText.read(length).orElse(null)) {
            case Span.Steps(double count) -> {
                Timeline.requireAtMost(Timeline.MOST, count, length + " steps");
                yield Math.round(count);
            }
            case Span.Epochs(double count) -> {
                long perEpoch = session.passes().stepsIn((long) Math.min(count, Timeline.MOST));
                Timeline.requireAtMost(Timeline.MOST, count * perEpoch, length);
                yield session.passes().steps(count);
            }
            case null, default ->
                    throw new IllegalArgumentException(
                            "give the length in steps or epochs, such as 2000 or 6ep; got \"%s\""
                                    .formatted(length));
        };
    }

    /** Checks that a run can be given this length. */
    static void require(long steps, RemainingRun remaining, Continuation continuation) {
        if (steps <= remaining.next()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the run has made %s already and cannot be %d long",
                            NumberText.counted(remaining.next(), "step"), steps));
        }
        if (continuation == Continuation.APPEND && steps <= remaining.end()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "nothing can be appended: the run has %s, and %d is not more; write keep or stretch",
                            NumberText.counted(remaining.end(), "step"), steps));
        }
    }

    /** Returns the event that describes a change of the plan. */
    static PlanChanged event(Curve before, long endBefore, RemainingRun remaining) {
        Curve after = remaining.rates();
        long step = remaining.next();
        long longest = Math.max(endBefore, remaining.end()) - 1;
        List<RateChange> rates =
                LongStream.concat(
                                LongStream.rangeClosed(0, SHOWN)
                                        .map(part -> step + (longest - step) * part / SHOWN),
                                LongStream.of(endBefore - 1, remaining.end() - 1))
                        .filter(shown -> shown >= step)
                        .sorted()
                        .distinct()
                        .mapToObj(shown ->
                                new RateChange(
                                        shown,
                                        at(before, shown, endBefore),
                                        at(after, shown, remaining.end())))
                        .toList();
        return new PlanChanged(step, remaining.end(), rates);
    }

    private static double at(Curve rates, long step, long end) {
        return step < end ? rates.at(step) : Double.NaN;
    }
}
