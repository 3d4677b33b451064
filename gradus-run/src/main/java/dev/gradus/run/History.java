package dev.gradus.run;

import dev.gradus.run.TrainingEvent.CheckpointWritten;
import dev.gradus.run.TrainingEvent.ControlApplied;
import dev.gradus.run.TrainingEvent.ControlRejected;
import dev.gradus.run.TrainingEvent.EpochCompleted;
import dev.gradus.run.TrainingEvent.Level;
import dev.gradus.run.TrainingEvent.Mark;
import dev.gradus.run.TrainingEvent.Note;
import dev.gradus.run.TrainingEvent.PlanChanged;
import dev.gradus.run.TrainingEvent.RunEnded;
import dev.gradus.run.TrainingEvent.RunResumed;
import dev.gradus.run.TrainingEvent.RunStarted;
import dev.gradus.run.TrainingEvent.StepCompleted;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers a run produced, as curves over steps, in bounded memory. It is filled by listening to
 * a run or by reading its record; both give the same. Not thread-safe: look at it when the run is
 * over, or on the thread that fills it.
 */
public final class History implements TrainingListener {
    private static final int MOST_MOMENTS = 1000;
    private static final int MOST_EPOCHS = 1000;
    private static final long SHORTEST_SPAN = 20;

    private final Series loss = new Series(Series.LIMIT);
    private final Series smoothedLoss = new Series(Series.LIMIT);
    private final Series learningRate = new Series(Series.LIMIT);
    private final Series momentum = new Series(Series.LIMIT);
    private final Series weightDecay = new Series(Series.LIMIT);
    private final Series gradientNorm = new Series(Series.LIMIT);
    private final Series trainLoss = new Series(Series.LIMIT);
    private final Map<String, Series> validation = new LinkedHashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private Smoothing smoothing = new Smoothing(SHORTEST_SPAN);
    private @Nullable RunStarted start;
    private final Deque<EpochCompleted> best = new ArrayDeque<>();
    private final Deque<EpochCompleted> epochs = new ArrayDeque<>();
    private @Nullable RunEnded end;

    /** Creates an empty history. */
    public History() {}

    /**
     * Something to mark in a plot.
     *
     * @param step the number of updates done before it
     * @param text a few words
     */
    public record Moment(long step, String text) {}

    /**
     * Reads a run's record.
     *
     * @param events the log, {@link Run#events}
     * @return its history
     * @throws RunException if the log cannot be read
     */
    public static History read(Path events) {
        var history = new History();
        new EventReader(events).read(history::on);
        return history;
    }

    @Override
    public void on(TrainingEvent event) {
        switch (event) {
            case RunStarted started -> {
                start = started;
                smoothing = new Smoothing(Math.max(SHORTEST_SPAN, started.extent().steps() / 50));
            }
            case RunResumed resumed -> resume(resumed.step());
            case StepCompleted step -> step(step);
            case EpochCompleted epoch -> epoch(epoch);
            case ControlApplied applied ->
                    mark(applied, ControlText.of(applied.request().control()));
            case Note note -> {
                if (note.level() == Level.WARNING) {
                    mark(note, note.text());
                }
            }
            case RunEnded ended -> end = ended;
            case ControlRejected _, CheckpointWritten _, PlanChanged _ -> {}
        }
    }

    @Override
    public String name() {
        return "history";
    }

    /** The batch loss of every step. */
    public Series loss() {
        return loss;
    }

    /**
     * The loss, exponentially averaged over the last 2 % of the run (at least 20 steps), corrected
     * for the start: {@code s(t) = Σ β^(t−i) loss(i) / Σ β^(t−i)} with {@code β = 1 − 1/span}.
     * Steps whose loss is not finite do not count.
     */
    public Series smoothedLoss() {
        return smoothedLoss;
    }

    /** The learning rate of every step. */
    public Series learningRate() {
        return learningRate;
    }

    /** The momentum of every step; empty when there is none. */
    public Series momentum() {
        return momentum;
    }

    /** The weight decay of every step; empty when there is none. */
    public Series weightDecay() {
        return weightDecay;
    }

    /** The norm of every step's gradient. */
    public Series gradientNorm() {
        return gradientNorm;
    }

    /** The mean training loss of every epoch, at the step where it ends. */
    public Series trainLoss() {
        return trainLoss;
    }

    /** The validation metrics of every epoch by name, at the step where it ends. */
    public Map<String, Series> validation() {
        return Collections.unmodifiableMap(validation);
    }

    /** What happened: controls, warnings, resumptions, the first sign of over-fitting. */
    public List<Moment> moments() {
        return Collections.unmodifiableList(moments);
    }

    /** How the run started, once it has. */
    public Optional<RunStarted> start() {
        return Optional.ofNullable(start);
    }

    /** The best epoch so far. */
    public Optional<EpochCompleted> best() {
        return Optional.ofNullable(best.peekLast());
    }

    /** The newest epoch. */
    public Optional<EpochCompleted> last() {
        return Optional.ofNullable(epochs.peekLast());
    }

    /** How the run ended, once it has. */
    public Optional<RunEnded> end() {
        return Optional.ofNullable(end);
    }

    private void step(StepCompleted step) {
        double at = (double) step.step();
        loss.add(at, step.loss());
        smoothedLoss.add(at, smoothing.next(step.loss()));
        learningRate.add(at, step.learningRate().value());
        step.momentum().ifPresent(value -> momentum.add(at, value));
        step.weightDecay().ifPresent(value -> weightDecay.add(at, value));
        gradientNorm.add(at, step.gradientNorm());
    }

    private void epoch(EpochCompleted epoch) {
        double at = (double) epoch.step();
        trainLoss.add(at, epoch.trainLoss());
        epoch.validation()
                .forEach((metric, value) ->
                        validation
                                .computeIfAbsent(metric, _ -> new Series(Series.LIMIT))
                                .add(at, value));
        boolean already =
                last().filter(before -> before.marks().contains(Mark.OVERFITTING)).isPresent();
        if (epoch.marks().contains(Mark.OVERFITTING) && !already) {
            mark(epoch, "over-fitting");
        }
        if (epoch.marks().contains(Mark.BEST)) {
            remember(best, epoch);
        }
        remember(epochs, epoch);
    }

    private void resume(long step) {
        for (Series perStep :
                List.of(loss, smoothedLoss, learningRate, momentum, weightDecay, gradientNorm)) {
            perStep.forgetFrom((double) step);
        }
        trainLoss.forgetFrom((double) step + 0.5);
        validation.values().forEach(series -> series.forgetFrom((double) step + 0.5));
        moments.removeIf(moment -> moment.step() > step);
        smoothing.restart(smoothedLoss);
        epochs.removeIf(epoch -> epoch.step() > step);
        best.removeIf(epoch -> epoch.step() > step);
        end = null;
        moments.add(new Moment(step, "resumed"));
    }

    private static void remember(Deque<EpochCompleted> newest, EpochCompleted epoch) {
        if (newest.size() == MOST_EPOCHS) {
            newest.removeFirst();
        }
        newest.addLast(epoch);
    }

    private void mark(TrainingEvent event, String text) {
        if (moments.size() < MOST_MOMENTS) {
            moments.add(new Moment(event.step(), text));
        }
    }

    private static final class Smoothing {
        private final double keep;
        private double sum;
        private double weight;

        Smoothing(long span) {
            keep = 1 - 1 / (double) span;
        }

        double next(double value) {
            if (!Double.isFinite(value)) {
                return Double.NaN;
            }
            sum = keep * sum + value;
            weight = keep * weight + 1;
            return sum / weight;
        }

        /**
         * Goes on from the newest point that is left, with as much weight as so many points have.
         */
        void restart(Series smoothed) {
            int last = smoothed.size() - 1;
            weight = last < 0 ? 0 : (1 - Math.pow(keep, smoothed.x(last) + 1)) / (1 - keep);
            sum = last < 0 ? 0 : smoothed.y(last) * weight;
        }
    }
}
