package dev.gradus.studio.record;

import dev.gradus.run.Run;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.EventFaults;
import dev.gradus.run.event.MissingSteps;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.FileRejected;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.run.history.History;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.studio.plan.PlanStep;
import dev.gradus.studio.record.RunSummary.Ended;
import dev.gradus.studio.record.RunSummary.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the events that have been read tell of a run. It is for one thread at a time; a {@link
 * RunRecord} sees to that.
 */
final class RunContents {
    private static final int MOST_ANSWERS = 500;
    private static final int MOST_NOTES = 100;

    private final Run run;
    private final History history = new History();
    private final StepPlaces places = new StepPlaces();
    private final EventFaults faults = new EventFaults();
    private final MissingSteps missing = new MissingSteps();
    private final KnownPlan plan = new KnownPlan();
    private final Deque<ControlAnswered> answers = new ArrayDeque<>();
    private final Deque<Note> notes = new ArrayDeque<>();
    private final TreeMap<Long, CheckpointWritten> checkpoints = new TreeMap<>();
    private final Map<String, Range> metrics = new LinkedHashMap<>();
    private @Nullable RunStarted start;
    private @Nullable StepCompleted newest;
    private @Nullable RunEnded end;
    private Activity activity = Activity.TRAINING;
    private long lineStart;
    private long steps;
    private double seconds;

    RunContents(Run run) {
        this.run = run;
    }

    /** Takes a sentence on what cannot be read. */
    void unreadable(String sentence) {
        faults.accept(sentence);
    }

    /**
     * Takes the next event.
     *
     * @param behind where the line after it begins
     */
    void take(TrainingEvent event, long behind) {
        missing.see(event).ifPresent(faults);
        switch (event) {
            case RunStarted started -> started(started);
            case RunResumed resumed -> resumed(resumed);
            case StepCompleted step -> step(step);
            case EpochCompleted epoch ->
                    epoch.validation()
                            .forEach((metric, value) -> range("validation " + metric).add(value));
            case ControlAnswered answered -> answered(answered);
            case PlanChanged changed -> steps = changed.steps();
            case CheckpointWritten checkpoint -> checkpoints.put(checkpoint.step(), checkpoint);
            case Note note -> remember(notes, note, MOST_NOTES);
            case RunEnded ended -> end = ended;
            case FileRejected _, UpdatesMeasured _ -> {}
        }
        history.on(event);
        if (event instanceof RunResumed) {
            measureAgain();
        }
        lineStart = behind;
    }

    private void started(RunStarted started) {
        start = started;
        steps = started.extent().steps();
        plan.start(started);
    }

    private void step(StepCompleted step) {
        places.add(step.step(), lineStart, seconds);
        range("loss").add(step.loss());
        seconds += step.seconds();
        newest = step;
    }

    private void resumed(RunResumed resumed) {
        StepPlaces.Noted noted = places.noted(resumed.step());
        seconds =
                noted.secondsBefore()
                        + window(noted.step(), resumed.step() - 1).read().stream()
                                .mapToDouble(StepCompleted::seconds)
                                .sum();
        places.forgetFrom(resumed.step());
        steps = resumed.extent().steps();
        end = null;
        activity = Activity.TRAINING;
        if (newest != null && newest.step() >= resumed.step()) {
            newest = null;
        }
        checkpoints.tailMap(resumed.step(), false).clear();
    }

    /** Steps that do not count any more are in no range. */
    private void measureAgain() {
        metrics.put("loss", Range.of(history.loss()));
        history.validation()
                .forEach((metric, series) -> metrics.put("validation " + metric, Range.of(series)));
    }

    private void answered(ControlAnswered answered) {
        remember(answers, answered, MOST_ANSWERS);
        activity = answered.activity();
        if (answered.changesRun()) {
            plan.forget(answered);
            plan.change(new PlanStep(answered, controllers()));
        }
    }

    private Range range(String metric) {
        return metrics.computeIfAbsent(metric, _ -> new Range());
    }

    private static <E> void remember(Deque<E> all, E one, int most) {
        if (all.size() == most) {
            all.removeFirst();
        }
        all.addLast(one);
    }

    /** Returns the factor of the controllers at the newest step, without that of a person. */
    double controllers() {
        if (newest == null) {
            return 1;
        }
        double factor = newest.learningRate().factor();
        long step = newest.step();
        double manual =
                plan.get()
                        .map(known -> known.manual(HyperParameter.LEARNING_RATE, step).factor())
                        .orElse(1.0);
        return manual == 0 ? factor : factor / manual;
    }

    History history() {
        return history;
    }

    KnownPlan plan() {
        return plan;
    }

    Optional<RunStarted> start() {
        return Optional.ofNullable(start);
    }

    Optional<StepCompleted> newest() {
        return Optional.ofNullable(newest);
    }

    /** Returns the update that comes next. */
    long next() {
        return newest == null ? 0 : newest.step() + 1;
    }

    Optional<RunEnded> ending() {
        return Optional.ofNullable(end);
    }

    List<ControlAnswered> answers() {
        return List.copyOf(answers);
    }

    List<Note> notes() {
        return List.copyOf(notes);
    }

    /** Returns the saved checkpoints, by step. */
    List<CheckpointWritten> checkpoints() {
        return List.copyOf(checkpoints.values());
    }

    /** Returns what cannot be read in the lines so far, in a sentence. */
    Optional<String> faults() {
        return faults.sentence();
    }

    /** Returns where in the record some steps are, both included. */
    StepWindow window(long from, long to) {
        return new StepWindow(
                run.events(), places.before(from), Math.min(places.after(to), lineStart), from, to);
    }

    /** Returns the state of the run, as far as its record tells. */
    RunState state(boolean live, boolean growing) {
        if (end != null && !live) {
            return RunState.ENDED;
        }
        if (live) {
            return activity == Activity.PAUSED ? RunState.PAUSED : RunState.TRAINING;
        }
        if (growing) {
            return RunState.ELSEWHERE;
        }
        return start == null ? RunState.WAITING : RunState.KILLED;
    }

    RunSummary summary(RunState state, String damage) {
        return new RunSummary(
                run.id(),
                run.created().toEpochMilli(),
                run.configuration().text("parent").orElse(""),
                state,
                detail(state),
                progress(),
                ranges(),
                ending().map(Ended::of),
                damage);
    }

    private String detail(RunState state) {
        if (end != null) {
            return end.detail();
        }
        return state == RunState.KILLED ? run.unrecordedEnd().orElse("") : "";
    }

    private Progress progress() {
        double rate = newest == null ? Double.NaN : newest.learningRate().value();
        if (end == null) {
            return new Progress(next(), steps, rate, seconds);
        }
        boolean isOver = end.reason() != BuiltIn.INTERRUPTED;
        long all = isOver ? Math.max(steps, end.steps()) : steps;
        return new Progress(end.steps(), all, rate, seconds);
    }

    private Map<String, MetricRange> ranges() {
        var ranges = new LinkedHashMap<String, MetricRange>();
        metrics.forEach((metric, range) -> ranges.put(metric, range.value()));
        history.best()
                .ifPresent(best ->
                        best.validation()
                                .forEach((metric, value) ->
                                        ranges.computeIfPresent(
                                                "validation " + metric,
                                                (_, range) -> range.with(value))));
        return ranges;
    }
}
