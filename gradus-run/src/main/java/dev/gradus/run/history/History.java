package dev.gradus.run.history;

import dev.gradus.number.NumberText;
import dev.gradus.run.Run;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.EventReader;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.FileRejected;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.run.event.TrainingListener;
import dev.gradus.run.history.Moments.Weight;
import dev.gradus.run.json.RunException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers a run produced, as curves over steps, in bounded memory. It is filled by listening to
 * a run or by reading its record, with the same result. Not thread-safe: read it when the run has
 * ended, or on the thread that fills it.
 */
public final class History implements TrainingListener {
    private static final int MOST_MOMENTS = 1000;
    private static final int MOST_EPOCHS = 1000;
    private static final int MOST_SEARCHES = 20;
    private static final int POINTS_PER_LAYER = Series.LIMIT / 16;

    private final Series loss = new Series(Series.LIMIT);
    private final Series smoothedLoss = new Series(Series.LIMIT);
    private final Series learningRate = new Series(Series.LIMIT);
    private final Series momentum = new Series(Series.LIMIT);
    private final Series weightDecay = new Series(Series.LIMIT);
    private final Series gradientNorm = new Series(Series.LIMIT);
    private final Series trainLoss = new Series(Series.LIMIT);
    private final Map<String, Series> validation = new LinkedHashMap<>();
    private final Map<String, Series> validatedOnRequest = new LinkedHashMap<>();
    private final Map<String, Series> updateRatios = new LinkedHashMap<>();
    private final Deque<ControlAnswered> searches = new ArrayDeque<>();
    private final Moments moments = new Moments(MOST_MOMENTS);
    private Smoothing smoothing = Smoothing.ofRun(0);
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
                smoothing = Smoothing.ofRun(started.extent().steps());
            }
            case RunResumed resumed -> {
                resume(resumed.step());
                lengthen(resumed.extent().steps());
            }
            case StepCompleted step -> step(step);
            case UpdatesMeasured measured ->
                    add(updateRatios, measured.step(), measured.ratios(), POINTS_PER_LAYER);
            case EpochCompleted epoch -> epoch(epoch);
            case ControlAnswered answered -> answered(answered);
            case PlanChanged plan -> lengthen(plan.steps());
            case Note note -> {
                if (note.level() == Level.WARNING) {
                    mark(note, note.text(), Weight.WARNING);
                }
            }
            case RunEnded ended -> {
                end = ended;
                if (ended.reason() == EndReason.BuiltIn.DIVERGED) {
                    mark(ended, "diverged", Weight.TURNING_POINT);
                }
            }
            case FileRejected _, CheckpointWritten _ -> {}
        }
    }

    @Override
    public String name() {
        return "history";
    }

    /** {@return the batch loss of every step} */
    public Series loss() {
        return loss;
    }

    /**
     * The loss, smoothed as {@link Smoothing#ofRun} does it: centred on each step, so that the
     * curve does not lag behind the losses. Steps whose loss is not finite do not count.
     *
     * @return a new series
     */
    public Series smoothedLoss() {
        Series all = smoothedLoss.thinned(Series.LIMIT);
        int from = smoothing.isFull() ? smoothing.half() + 1 : 0;
        Smoothing.Fit line = smoothing.fitted();
        for (int i = from; i < smoothing.size(); i++) {
            all.add(smoothing.x(i), line.at(smoothing.x(i)));
        }
        return all;
    }

    /** {@return the learning rate of every step} */
    public Series learningRate() {
        return learningRate;
    }

    /** {@return the momentum of every step; empty when there is none} */
    public Series momentum() {
        return momentum;
    }

    /** {@return the weight decay of every step; empty when there is none} */
    public Series weightDecay() {
        return weightDecay;
    }

    /** {@return the norm of every step's gradient} */
    public Series gradientNorm() {
        return gradientNorm;
    }

    /** {@return the mean training loss of every epoch, at the step where it ends} */
    public Series trainLoss() {
        return trainLoss;
    }

    /** {@return the validation metrics of every epoch by name, at the step where it ends} */
    public Map<String, Series> validation() {
        return Collections.unmodifiableMap(validation);
    }

    /**
     * {@return what was measured on request, by metric, at the step before which it was requested}
     */
    public Map<String, Series> validatedOnRequest() {
        return Collections.unmodifiableMap(validatedOnRequest);
    }

    /**
     * {@return how large updates were relative to the weights that they changed, by layer, at the
     * number of updates done; empty unless that was measured}
     */
    public Map<String, Series> updateRatios() {
        return Collections.unmodifiableMap(updateRatios);
    }

    /** {@return the newest searches for a learning rate on request, each with its step} */
    public List<ControlAnswered> searches() {
        return List.copyOf(searches);
    }

    /**
     * {@return what happened: controls, warnings, resumptions, over-fitting's first sign,
     * divergence; of more than a thousand those that matter most, and how many were left out}
     */
    public List<Moment> moments() {
        return moments.list();
    }

    /** {@return how the run started, once it has} */
    public Optional<RunStarted> start() {
        return Optional.ofNullable(start);
    }

    /** {@return the best epoch so far} */
    public Optional<EpochCompleted> best() {
        return Optional.ofNullable(best.peekLast());
    }

    /** {@return the newest epoch} */
    public Optional<EpochCompleted> last() {
        return Optional.ofNullable(epochs.peekLast());
    }

    /** {@return how the run ended, once it has} */
    public Optional<RunEnded> end() {
        return Optional.ofNullable(end);
    }

    private void step(StepCompleted step) {
        double at = (double) step.step();
        loss.add(at, step.loss());
        smooth(at, step.loss());
        learningRate.add(at, step.learningRate().value());
        step.momentum().ifPresent(value -> momentum.add(at, value));
        step.weightDecay().ifPresent(value -> weightDecay.add(at, value));
        gradientNorm.add(at, step.gradientNorm());
    }

    /**
     * A step's loss can be smoothed when the steps around it are known; the last ones follow later.
     */
    private void smooth(double at, double value) {
        boolean wasFull = smoothing.isFull();
        if (!smoothing.add(at, value) || !smoothing.isFull()) {
            return;
        }
        if (!wasFull) {
            Smoothing.Fit line = smoothing.fitted();
            for (int i = 0; i < smoothing.half(); i++) {
                smoothedLoss.add(smoothing.x(i), line.at(smoothing.x(i)));
            }
        }
        smoothedLoss.add(smoothing.x(smoothing.half()), smoothing.middle());
    }

    private void answered(ControlAnswered event) {
        String text = ControlText.of(event.request().control());
        switch (event.answer()) {
            case Answer.Refused _ -> {}
            case Answer.Validated validated -> {
                add(validatedOnRequest, event.step(), validated.metrics(), Series.LIMIT);
                mark(event, text, Weight.REQUEST);
            }
            case Answer.Found found -> {
                remember(searches, event, MOST_SEARCHES);
                mark(
                        event,
                        found.rate().isPresent()
                                ? text + ": " + NumberText.brief(found.rate().getAsDouble(), 2)
                                : text + ": none",
                        Weight.REQUEST);
            }
            case Answer.Applied _,
                    Answer.Measuring _,
                    Answer.Checkpointed _,
                    Answer.Paused _,
                    Answer.Resumed _,
                    Answer.Ending _ ->
                    mark(event, text, Weight.REQUEST);
        }
    }

    private static void add(
            Map<String, Series> series, long step, Map<String, Double> values, int points) {
        values.forEach((name, value) ->
                series.computeIfAbsent(name, _ -> new Series(points)).add((double) step, value));
    }

    /**
     * Adapts the smoothing to another length of the run. Smoothed values remain if the losses of
     * all steps are no longer known.
     */
    private void lengthen(long steps) {
        int half = Smoothing.ofRun(steps).half();
        if (half == smoothing.half()) {
            return;
        }
        if (loss.isWhole()) {
            smoothing = new Smoothing(half);
            smoothedLoss.forgetFrom(Double.NEGATIVE_INFINITY);
            for (int i = 0; i < loss.size(); i++) {
                smooth(loss.x(i), loss.y(i));
            }
        } else {
            smoothAgain(half);
        }
    }

    /** Continues as if the forgotten losses had never existed. */
    private void smoothAgain(int half) {
        smoothing = new Smoothing(half);
        int from = Math.max(0, loss.size() - 2 * half - 1);
        for (int i = from; i < loss.size(); i++) {
            smoothing.add(loss.x(i), loss.y(i));
        }
        if (loss.size() > 0) {
            int known = smoothing.isFull() ? half + 1 : 0;
            smoothedLoss.forgetFrom(
                    known < smoothing.size() ? smoothing.x(known) : Double.POSITIVE_INFINITY);
        }
    }

    private void epoch(EpochCompleted epoch) {
        double at = (double) epoch.step();
        trainLoss.add(at, epoch.trainLoss());
        add(validation, epoch.step(), epoch.validation(), Series.LIMIT);
        boolean already =
                last().filter(before -> before.marks().contains(Mark.OVERFITTING)).isPresent();
        if (epoch.marks().contains(Mark.OVERFITTING) && !already) {
            mark(epoch, "over-fitting", Weight.TURNING_POINT);
        }
        if (epoch.marks().contains(Mark.BEST)) {
            remember(best, epoch, MOST_EPOCHS);
        }
        remember(epochs, epoch, MOST_EPOCHS);
    }

    private void resume(long step) {
        for (Series perStep :
                List.of(loss, smoothedLoss, learningRate, momentum, weightDecay, gradientNorm)) {
            perStep.forgetFrom((double) step);
        }
        trainLoss.forgetFrom((double) step + 0.5);
        validation.values().forEach(series -> series.forgetFrom((double) step + 0.5));
        validatedOnRequest.values().forEach(series -> series.forgetFrom((double) step + 0.5));
        updateRatios.values().forEach(series -> series.forgetFrom((double) step + 0.5));
        searches.removeIf(search -> search.step() > step);
        moments.forgetAfter(step);
        smoothAgain(smoothing.half());
        epochs.removeIf(epoch -> epoch.step() > step);
        best.removeIf(epoch -> epoch.step() > step);
        end = null;
        moments.add(step, "resumed", Weight.WARNING);
    }

    private static <E> void remember(Deque<E> newest, E event, int most) {
        if (newest.size() == most) {
            newest.removeFirst();
        }
        newest.addLast(event);
    }

    private void mark(TrainingEvent event, String text, Weight weight) {
        moments.add(event.step(), text, weight);
    }
}
