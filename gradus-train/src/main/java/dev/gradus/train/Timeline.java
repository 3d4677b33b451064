package dev.gradus.train;

import dev.gradus.schedule.Curve;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.train.data.Passes;

/**
 * How long a run is and how it divides into epochs and steps, settled before the first one.
 *
 * @param passes what examples a step takes
 * @param horizon what the spans of schedules are measured against
 */
record Timeline(Passes passes, Horizon horizon) {

    static Timeline of(Settings settings, int examples) {
        Span length =
                settings.length.orElseThrow(() ->
                        new IllegalArgumentException(
                                "it is not said how long to train; write .epochs(3) or .steps(1000)"));
        if (settings.batchSize.isEmpty()) {
            return even(length, examples, examples);
        }
        return switch (settings.batchSize.get()) {
            case Hold constant -> even(length, examples, size(constant, constant.value(), 0));
            case Schedule planned -> planned(planned, length, examples);
        };
    }

    private static Timeline even(Span length, int examples, int batchSize) {
        return new Timeline(new Passes(examples, batchSize), horizon(length, examples, batchSize));
    }

    /** Returns a run of equal batches. */
    private static Horizon horizon(Span length, int examples, int batchSize) {
        int size = Math.min(batchSize, examples);
        var epoch = new Horizon(0, Math.ceilDiv(examples, size), size);
        long steps = Math.max(1, Math.round(length.in(epoch)));
        return new Horizon(steps, epoch.stepsPerEpoch(), size);
    }

    /** The schedule's clock: what {@link Trainer#batchSize(Schedule)} says. */
    private static Timeline planned(Schedule schedule, Span length, int examples) {
        double first = schedule.over(horizon(length, examples, 1)).at(0);
        Horizon clock = horizon(length, examples, size(schedule, first, 0));
        Curve curve = schedule.over(clock);
        long end = clock.steps() - 1;
        return switch (length) {
            case Span.Epochs(double epochs) -> {
                Passes passes =
                        Passes.ofEpochs(
                                examples,
                                (long) Math.ceil(epochs),
                                (step, epoch, seen) -> {
                                    long time =
                                            epoch * clock.stepsPerEpoch()
                                                    + seen / clock.batchSize();
                                    return size(schedule, curve.at(Math.min(time, end)), step);
                                });
                yield uneven(passes, passes.steps(epochs));
            }
            default ->
                    uneven(
                            Passes.ofSteps(
                                    examples,
                                    clock.steps(),
                                    (step, _, _) ->
                                            size(schedule, curve.at(Math.min(step, end)), step)),
                            clock.steps());
        };
    }

    /** For the spans of other schedules an epoch is as long as the mean one of the run. */
    private static Timeline uneven(Passes passes, long steps) {
        long last = steps - 1;
        long examples = passes.examples();
        long seen = passes.epoch(last) * examples + passes.first(last) + passes.count(last);
        long stepsPerEpoch = Math.ceilDiv(Math.multiplyExact(steps, examples), seen);
        return new Timeline(passes, new Horizon(steps, stepsPerEpoch, Math.ceilDiv(seen, steps)));
    }

    private static int size(Schedule schedule, double value, long step) {
        if (!(value >= 0.5) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "batchSize %s is %s at step %d; it must be finite and come to at least 1 example throughout the run"
                            .formatted(schedule, value, step));
        }
        return (int) Math.min(Math.round(value), Integer.MAX_VALUE);
    }
}
