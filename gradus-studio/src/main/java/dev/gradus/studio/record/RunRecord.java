package dev.gradus.studio.record;

import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.EventFaults;
import dev.gradus.run.event.EventReader;
import dev.gradus.run.event.MissingSteps;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.FileRejected;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.history.History;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.studio.plan.PlanStep;
import dev.gradus.studio.plan.RecordedPlan;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record of a run, read further as it grows and never again from the beginning, in bounded
 * memory. One thread reads; any thread may query it.
 */
public final class RunRecord {
    private static final int MOST_ANSWERS = 500;
    private static final int MOST_NOTES = 100;

    private final Run run;
    private final Object reading = new Object();
    private EventReader reader;
    private History history = new History();
    private StepPlaces places = new StepPlaces();
    private EventFaults faults = new EventFaults();
    private MissingSteps missing = new MissingSteps();
    private final List<PlanStep> changes = new ArrayList<>();
    private final Deque<ControlAnswered> answers = new ArrayDeque<>();
    private final Deque<Note> notes = new ArrayDeque<>();
    private final TreeMap<Long, CheckpointWritten> checkpoints = new TreeMap<>();
    private final Map<String, Range> metrics = new LinkedHashMap<>();
    private @Nullable RunStarted start;
    private @Nullable StepCompleted newest;
    private @Nullable RunEnded end;
    private @Nullable RecordedPlan plan;
    private String unplanned = "";
    private Activity activity = Activity.TRAINING;
    private long lineStart;
    private long steps;
    private double seconds;
    private long version;
    private long unfinished;
    private double share;

    /** Begins to read a run. */
    public RunRecord(Run run) {
        this.run = run;
        this.reader = new EventReader(run.events());
    }

    /** Returns the run. */
    public Run run() {
        return run;
    }

    /**
     * Reads what has been written since the last time.
     *
     * @throws RunException if the record cannot be read
     */
    public void refresh() {
        synchronized (reading) {
            Path log = run.events();
            if (Files.isSymbolicLink(log)) {
                throw new RunException(
                        "%s is a symbolic link, which the studio does not follow".formatted(log));
            }
            if (!Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            RunFile.requireReadable(log);
            long size = size(log);
            if (size < reader.position()) {
                beginAgain();
            }
            reader.read(event -> take(event, size), this::unreadable);
            readAll(reader.unfinished());
        }
    }

    static long size(Path log) {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot read", log, e), e);
        }
    }

    /** A file that has become shorter is another file. */
    private synchronized void beginAgain() {
        reader = new EventReader(run.events());
        history = new History();
        places = new StepPlaces();
        faults = new EventFaults();
        missing = new MissingSteps();
        changes.clear();
        answers.clear();
        notes.clear();
        checkpoints.clear();
        metrics.clear();
        start = null;
        newest = null;
        end = null;
        plan = null;
        activity = Activity.TRAINING;
        lineStart = 0;
        steps = 0;
        seconds = 0;
    }

    private synchronized void unreadable(String sentence) {
        faults.accept(sentence);
        version++;
    }

    private synchronized void readAll(long behind) {
        version += behind == unfinished ? 0 : 1;
        unfinished = behind;
        share = 1;
    }

    private synchronized void take(TrainingEvent event, long size) {
        missing.see(event).ifPresent(faults);
        switch (event) {
            case RunStarted started -> {
                start = started;
                steps = started.extent().steps();
                plan = null;
            }
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
        lineStart = reader.position();
        share = size == 0 ? 1 : Math.min(1, (double) lineStart / (double) size);
        version++;
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
                        + steps(noted.step(), resumed.step() - 1).stream()
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
            changes.removeIf(earlier -> answered.supersedes(earlier.event()));
            changes.add(new PlanStep(answered, controllers()));
            plan = null;
        }
    }

    /** The factor of the controllers at the newest step: its factor without that of a person. */
    private double controllers() {
        if (newest == null) {
            return 1;
        }
        double factor = newest.learningRate().factor();
        double manual =
                plan().map(known ->
                                known.manual(HyperParameter.LEARNING_RATE, newestStep()).factor())
                        .orElse(1.0);
        return manual == 0 ? factor : factor / manual;
    }

    private long newestStep() {
        return newest == null ? -1 : newest.step();
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

    /** Reads the history while nobody writes to it. */
    public synchronized <T> T look(Function<History, T> eye) {
        return eye.apply(history);
    }

    /** Returns a number that changes when there is something new. */
    public synchronized long version() {
        return version;
    }

    /** Returns how much of the record has been read so far, from 0 to 1. */
    public synchronized double share() {
        return share;
    }

    /** Returns how the run was started, once that is on record. */
    public synchronized Optional<RunStarted> start() {
        return Optional.ofNullable(start);
    }

    /** Returns the newest update. */
    public synchronized Optional<StepCompleted> newest() {
        return Optional.ofNullable(newest);
    }

    /** Returns how the run ended, once it has. */
    public synchronized Optional<RunEnded> ending() {
        return Optional.ofNullable(end);
    }

    /** Returns the requests and answers, the newest last. */
    public synchronized List<ControlAnswered> answers() {
        return List.copyOf(answers);
    }

    /** Returns the remarks on record, the newest last. */
    public synchronized List<Note> notes() {
        return List.copyOf(notes);
    }

    /** Returns the saved checkpoints, by step. */
    public synchronized List<CheckpointWritten> checkpoints() {
        return List.copyOf(checkpoints.values());
    }

    /** Returns what cannot be read in the record, in one sentence. */
    public Optional<String> damage() {
        boolean isOver = run.lockState() == RunLock.State.FREE;
        synchronized (this) {
            return damage(isOver);
        }
    }

    /** While a process writes the record, its end is not damaged, only incomplete. */
    private Optional<String> damage(boolean isOver) {
        String sentences =
                Stream.of(
                                faults.sentence(),
                                isOver ? Run.cutEnd(unfinished) : Optional.<String>empty())
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("; "));
        return Optional.of(sentences).filter(text -> !text.isEmpty());
    }

    /** Returns what the controllers multiply the learning rate by now. */
    public synchronized double factor() {
        return controllers();
    }

    /** Returns the update that comes next. */
    public synchronized long next() {
        return newest == null ? 0 : newest.step() + 1;
    }

    /**
     * Returns what is planned; empty before the run begins, and where {@link #unplanned} says why.
     */
    public synchronized Optional<RecordedPlan> plan() {
        if (plan == null && start != null) {
            Extent extent = start.extent();
            try {
                plan =
                        RecordedPlan.of(
                                start.configuration(),
                                extent,
                                changes.stream()
                                        .sorted(
                                                Comparator.comparingLong(
                                                        each -> each.event().batch()))
                                        .toList());
                unplanned = "";
            } catch (IllegalArgumentException own) {
                unplanned = String.valueOf(own.getMessage());
            }
        }
        return Optional.ofNullable(plan);
    }

    /** Returns why there is no plan, in a sentence; empty if there is one. */
    public synchronized String unplanned() {
        return unplanned;
    }

    /** Returns a step of the record with all its digits. */
    public Optional<StepCompleted> step(long step) {
        return steps(step, step).stream().findFirst();
    }

    /** Returns the steps of a part of the record with all their digits. */
    public List<StepCompleted> steps(long from, long to) {
        long begin;
        long behind;
        synchronized (this) {
            begin = places.before(from);
            behind = Math.min(places.after(to), lineStart);
        }
        return List.copyOf(StepWindow.read(run.events(), begin, behind, from, to));
    }

    /** Returns the run in one line. */
    public synchronized RunSummary summary(RunState state) {
        var ranges = new LinkedHashMap<String, MetricRange>();
        metrics.forEach((metric, range) -> ranges.put(metric, range.value()));
        history.best()
                .ifPresent(best ->
                        best.validation()
                                .forEach((metric, value) ->
                                        ranges.computeIfPresent(
                                                "validation " + metric,
                                                (_, range) -> range.with(value))));
        return new RunSummary(
                run.id(),
                run.created().toEpochMilli(),
                state,
                end == null ? "" : end.reason().word(),
                end == null ? unrecorded(state) : end.detail(),
                run.configuration().text("parent").orElse(""),
                end == null ? next() : end.steps(),
                end == null || end.reason() == BuiltIn.INTERRUPTED
                        ? steps
                        : Math.max(steps, end.steps()),
                newest == null ? Double.NaN : newest.learningRate().value(),
                ranges,
                end == null ? Map.of() : end.test(),
                end == null ? "" : end.state(),
                seconds,
                damage(state == RunState.ENDED || state == RunState.KILLED).orElse(""));
    }

    private String unrecorded(RunState state) {
        return state == RunState.KILLED ? run.unrecordedEnd().orElse("") : "";
    }

    /** Returns the state of the run, as far as its record tells. */
    synchronized RunState state(boolean live, boolean growing) {
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
}
