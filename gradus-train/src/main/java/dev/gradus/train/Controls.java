package dev.gradus.train;

import dev.gradus.run.Continuation;
import dev.gradus.run.Control;
import dev.gradus.run.ControlInbox;
import dev.gradus.run.ControlRequest;
import dev.gradus.run.ControlText;
import dev.gradus.run.EventStream;
import dev.gradus.run.RejectedFile;
import dev.gradus.run.TrainingEvent;
import dev.gradus.run.TrainingEvent.ControlApplied;
import dev.gradus.run.TrainingEvent.Parameters;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Observation;
import dev.gradus.schedule.curve.Curve;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Applies control requests between two updates, the only place where that happens. */
final class Controls {
    /** A pause looks around so often whether it was interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Loop loop;
    private final TrainingSession session;
    private final EventStream events;
    private final ControlInbox inbox;
    private final Function<Snapshot, String> search;
    private final Deque<ControlApplied> again = new ArrayDeque<>();
    private long changes;
    private volatile boolean paused;

    /**
     * @param search looks for a learning rate for a run as it is, and says what it found
     */
    Controls(
            Loop loop,
            TrainingSession session,
            EventStream events,
            ControlInbox inbox,
            Function<Snapshot, String> search) {
        this.search = search;
        this.loop = loop;
        this.session = session;
        this.events = events;
        this.inbox = inbox;
    }

    /** Returns how many requests changed the run so far. */
    long changes() {
        return changes;
    }

    /** Returns whether the run waits. */
    boolean isPaused() {
        return paused;
    }

    /**
     * Goes on in a run which so many requests have changed.
     *
     * @param lost what changed it after that, and changes it again before the same batches
     */
    void restore(long changes, List<ControlApplied> lost) {
        this.changes = changes;
        again.clear();
        again.addAll(lost);
    }

    /** Applies all requests that wait; each becomes an event. A pause waits for more of them. */
    void apply() {
        if (!again.isEmpty()) { // a step allocates nothing
            applyLost().forEach(events::publish);
        }
        recordRejected();
        for (Optional<ControlRequest> next = inbox.poll(); next.isPresent(); next = inbox.poll()) {
            apply(next.get());
        }
        while (paused && !loop.isOver() && !Thread.currentThread().isInterrupted()) {
            loop.resting(() -> inbox.await(PATIENCE)).ifPresent(this::apply);
            recordRejected();
        }
    }

    /** Puts on record what lay among the requests and was none. */
    void recordRejected() {
        for (Optional<RejectedFile> next = inbox.pollRejected();
                next.isPresent();
                next = inbox.pollRejected()) {
            RejectedFile file = next.get();
            events.publish(
                    new TrainingEvent.FileRejected(session.step(), file.file(), file.reason()));
        }
    }

    /** Applies what was lost and is due again; returns what is to be said of it. */
    List<TrainingEvent> applyLost() {
        var said = new ArrayList<TrainingEvent>();
        while (!again.isEmpty() && again.getFirst().batch() <= session.batch()) {
            ControlRequest request = again.removeFirst().request();
            changes++;
            said.add(
                    loop.remark(
                            "again: %s (%s)"
                                    .formatted(ControlText.of(request.control()), request.by())));
            try {
                said.addAll(changed(request.control()));
            } catch (IllegalArgumentException refused) {
                said.add(rejected(request, refused));
            }
        }
        return said;
    }

    private void apply(ControlRequest request) {
        try {
            take(List.of(request)).forEach(events::publish);
        } catch (IllegalArgumentException refused) {
            events.publish(rejected(request, refused));
        }
    }

    private TrainingEvent rejected(ControlRequest request, IllegalArgumentException refused) {
        return new TrainingEvent.ControlRejected(
                session.step(), request, String.valueOf(refused.getMessage()));
    }

    /**
     * Applies requests, all or none, and returns what is to be said of them. What was lost and is
     * superseded by them is not applied again.
     *
     * @throws IllegalArgumentException if one is refused; nothing has changed then
     */
    List<TrainingEvent> take(List<ControlRequest> requests) {
        var said = new ArrayList<TrainingEvent>();
        session.atOnce(() -> {
            for (ControlRequest request : requests) {
                List<TrainingEvent> consequences = changed(request.control());
                said.add(new ControlApplied(session.step(), session.batch(), request));
                said.addAll(consequences);
            }
        });
        for (ControlRequest request : requests) {
            if (request.control().effect() == Control.Effect.CHANGE) {
                changes++;
                var now = new ControlApplied(session.step(), session.batch(), request);
                again.removeIf(now::supersedes);
            }
        }
        return said;
    }

    /** Applies a control and returns what comes of it. */
    private List<TrainingEvent> changed(Control control) {
        Curve before = session.rates();
        long end = session.end();
        var consequences = new ArrayList<TrainingEvent>();
        apply(control).ifPresent(consequences::add);
        if (session.end() != end || replacesRates(control)) {
            consequences.add(Extension.event(before, end, session));
        }
        return consequences;
    }

    private static boolean replacesRates(Control control) {
        return control instanceof Control.ReplaceSchedule(HyperParameter driven, var _)
                && driven == HyperParameter.LEARNING_RATE;
    }

    /** Applies a control and returns its answer, if it asks for one. */
    private Optional<TrainingEvent> apply(Control control) {
        switch (control) {
            case Control.Set(HyperParameter driven, double value) ->
                    ask(driven, new Observation.Set(value));
            case Control.Scale(HyperParameter driven, double factor) ->
                    ask(driven, new Observation.Scale(factor));
            case Control.Release(HyperParameter driven) -> ask(driven, new Observation.Release());
            case Control.ReplaceSchedule(HyperParameter driven, String schedule) -> {
                requireDriven(driven);
                session.replace(driven, schedule);
            }
            case Control.CoolDown(String span) -> session.coolDown(CoolDown.steps(span, session));
            case Control.Extend(String length, Continuation continuation) ->
                    session.extend(Extension.steps(length, session), continuation);
            case Control.Pause() -> paused = true;
            case Control.Resume() -> paused = false;
            case Control.Checkpoint() -> loop.checkpointNow();
            case Control.Validate() -> {
                return Optional.of(validation());
            }
            case Control.Find() -> {
                return Optional.of(loop.resting(() -> loop.remark(search.apply(loop.snapshot()))));
            }
            case Control.Quit() ->
                    loop.end(Ending.interrupted("the process was asked to end; the run can go on"));
            case Control.Stop() -> loop.end(new Ending("stopped", "a stop was asked for"));
            case Control.StopAndKeepBest() ->
                    loop.end(
                            new Ending(
                                    "stopped",
                                    "a stop with the best parameters was asked for",
                                    Parameters.BEST));
        }
        return Optional.empty();
    }

    private void ask(HyperParameter driven, Observation wish) {
        requireDriven(driven);
        if (driven == HyperParameter.MOMENTUM
                && wish instanceof Observation.Set(double value)
                && value >= 1) {
            throw new IllegalArgumentException("momentum lies below 1, got " + value);
        }
        session.ask(driven, wish);
    }

    private void requireDriven(HyperParameter driven) {
        if (!session.drives(driven)) {
            throw new IllegalArgumentException(
                    "this run has no %s to change".formatted(driven.key()));
        }
    }

    private TrainingEvent validation() {
        if (!loop.hasValidation()) {
            throw new IllegalArgumentException("this run has no validation part");
        }
        return loop.resting(() -> loop.remark(loop.measuredNow()));
    }
}
