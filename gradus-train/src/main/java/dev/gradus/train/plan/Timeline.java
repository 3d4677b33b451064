package dev.gradus.train.plan;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.train.Trainer;
import dev.gradus.train.batch.Passes;
import java.util.Optional;

/**
 * How long a run is and how it divides into epochs and steps, settled before the first one.
 *
 * @param passes which examples a step takes
 * @param horizon what the spans of schedules are measured against
 * @param largestAsked the requested size of the largest batch, which may be more than there are
 *     examples
 */
public record Timeline(Passes passes, Horizon horizon, int largestAsked) {
    /** The most steps of a run: a month of the quickest steps possible, years of usual ones. */
    public static final long MOST = 100_000_000_000L;

    /**
     * A limit, since planning batches of different sizes takes a pass over all steps of the run.
     */
    private static final long MOST_PLANNED = 100_000_000L;

    /**
     * Settles the length of a run.
     *
     * @param settings the settings of the trainer
     * @param examples how many there are to train on
     * @return the length
     * @throws IllegalArgumentException if the run has no length, or too many steps
     */
    public static Timeline of(Settings settings, int examples) {
        Span length =
                settings.length()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the run has no length; write .epochs(3) or .steps(1000)"));
        Optional<Schedule> batchSize = settings.batchSize();
        if (batchSize.isEmpty()) {
            return even(length, examples, examples);
        }
        return switch (batchSize.get()) {
            case Hold constant -> even(length, examples, size(constant, constant.value(), 0));
            case Schedule planned -> planned(planned, length, examples);
        };
    }

    private static Timeline even(Span length, int examples, int batchSize) {
        return new Timeline(
                new Passes(examples, batchSize), horizon(length, examples, batchSize), batchSize);
    }

    /** Returns a run of equal batches. */
    private static Horizon horizon(Span length, int examples, int batchSize) {
        int size = Math.min(batchSize, examples);
        var epoch = new Horizon(0, Math.ceilDiv(examples, size), size);
        return new Horizon(steps(length, epoch, MOST), epoch.stepsPerEpoch(), size);
    }

    private static long steps(Span length, Horizon epoch, long most) {
        double steps =
                length instanceof Span.Epochs(double epochs)
                        ? epochs * epoch.stepsPerEpoch()
                        : length.in(epoch);
        requireAtMost(most, steps, length);
        return Math.max(1, Math.round(length.in(epoch)));
    }

    /**
     * Checks that the steps of a run can be counted, and that it ends within a lifetime.
     *
     * @param most the most steps allowed
     * @param steps the steps of the run
     * @param length what the message calls it
     */
    public static void requireAtMost(long most, double steps, Object length) {
        if (!(steps <= most)) {
            throw new IllegalArgumentException(
                    Text.of(
                            "a run of %s has %.4g steps; at most %,d can be planned; give fewer epochs or steps",
                            length, steps, most));
        }
    }

    /** The schedule's clock, as {@link Trainer#batchSize(Schedule)} describes. */
    private static Timeline planned(Schedule schedule, Span length, int examples) {
        double first = schedule.over(horizon(length, examples, 1)).at(0);
        Horizon clock = horizon(length, examples, size(schedule, first, 0));
        requireAtMost(MOST_PLANNED, (double) clock.steps(), length + " with a planned batch size");
        Curve curve = schedule.over(clock);
        long end = clock.steps() - 1;
        var sizes = new Sizes(schedule);
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
                                    return sizes.next(curve.at(Math.min(time, end)), step);
                                });
                yield uneven(passes, passes.steps(epochs), sizes.largest);
            }
            case Span.Steps _,
                    Span.Samples _,
                    Span.Percent _,
                    Span.Exact _,
                    Span.Rest _,
                    Span.Sum _,
                    Span.Difference _ ->
                    uneven(
                            Passes.ofSteps(
                                    examples,
                                    clock.steps(),
                                    (step, _, _) ->
                                            sizes.next(curve.at(Math.min(step, end)), step)),
                            clock.steps(),
                            sizes.largest);
        };
    }

    /** For the spans of other schedules, an epoch is as long as the mean epoch of the run. */
    private static Timeline uneven(Passes passes, long steps, int largestAsked) {
        long last = steps - 1;
        long examples = passes.examples();
        long seen = passes.epoch(last) * examples + passes.first(last) + passes.count(last);
        long stepsPerEpoch = Math.ceilDiv(Math.multiplyExact(steps, examples), seen);
        return new Timeline(
                passes, new Horizon(steps, stepsPerEpoch, Math.ceilDiv(seen, steps)), largestAsked);
    }

    /** {@return a note on batches that would be larger than the data} */
    public Optional<String> cut() {
        int examples = passes.examples();
        return largestAsked <= examples
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "a batch of %,d examples is more than there are to train on, %,d, so an update takes all of them; smaller batches make more updates (--batch-size %d)",
                                largestAsked, examples, smaller(examples)));
    }

    /**
     * Returns a size with which an epoch has four updates or more, if there are examples enough.
     */
    private static int smaller(int examples) {
        return Math.max(1, Integer.highestOneBit(examples / 4));
    }

    /** The planned sizes, the largest remembered. */
    private static final class Sizes {
        private final Schedule schedule;
        private int largest;

        Sizes(Schedule schedule) {
            this.schedule = schedule;
        }

        int next(double value, long step) {
            int size = size(schedule, value, step);
            largest = Math.max(largest, size);
            return size;
        }
    }

    private static int size(Schedule schedule, double value, long step) {
        if (!(value >= 0.5) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s is %s at step %d; it must be finite and come to at least 1 example throughout the run",
                            named(schedule), NumberText.brief(value, 6), step));
        }
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s is %s at step %d; a batch has at most %,d examples",
                            named(schedule), NumberText.brief(value, 6), step, Integer.MAX_VALUE));
        }
        return (int) Math.round(value);
    }

    private static String named(Schedule schedule) {
        return PlanBuilder.named(HyperParameter.BATCH_SIZE, schedule);
    }
}
