package dev.gradus.train;

import dev.gradus.run.Continuation;
import dev.gradus.run.Control;
import dev.gradus.run.ControlInbox;
import dev.gradus.run.ControlRequest;
import dev.gradus.run.EventStream;
import dev.gradus.run.TrainingEvent;
import dev.gradus.run.TrainingEvent.ControlApplied;
import dev.gradus.schedule.Curve;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Observation;
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
    private long applied;
    private boolean paused;

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

    /** Returns how many requests were applied in the run so far. */
    long applied() {
        return applied;
    }

    /**
     * Goes on in a run in which so many requests were applied.
     *
     * @param lost what was applied after that, which is applied again at the same steps
     */
    void restore(long applied, List<ControlApplied> lost) {
        this.applied = applied;
        again.clear();
        again.addAll(lost);
    }

    /** Applies all requests that wait; each becomes an event. A pause waits for more of them. */
    void apply() {
        while (!again.isEmpty() && again.getFirst().step() <= session.step()) {
            apply(again.removeFirst().request());
        }
        for (Optional<ControlRequest> next = inbox.poll(); next.isPresent(); next = inbox.poll()) {
            apply(next.get());
        }
        while (paused && !loop.isOver() && !Thread.currentThread().isInterrupted()) {
            inbox.await(PATIENCE).ifPresent(this::apply);
        }
    }

    private void apply(ControlRequest request) {
        try {
            take(request).forEach(events::publish);
        } catch (IllegalArgumentException refused) {
            events.publish(
                    new TrainingEvent.ControlRejected(
                            session.step(), request, String.valueOf(refused.getMessage())));
        }
    }

    /**
     * Applies a request and returns what is to be said of it.
     *
     * @throws IllegalArgumentException if it is refused; nothing has changed then
     */
    List<TrainingEvent> take(ControlRequest request) {
        Curve before = session.rates();
        long end = session.end();
        apply(request.control());
        applied++;
        var said = new ArrayList<TrainingEvent>();
        said.add(new ControlApplied(session.step(), request));
        if (changesPlan(request.control())) {
            said.add(Extension.event(before, end, session));
        }
        return said;
    }

    /** Does not apply again what was lost with a hyper-parameter that is driven otherwise now. */
    void forget(HyperParameter driven) {
        again.removeIf(lost -> lost.request().control().driven().equals(Optional.of(driven)));
    }

    private static boolean changesPlan(Control control) {
        return switch (control) {
            case Control.Extend _, Control.CoolDown _ -> true;
            case Control.ReplaceSchedule replace ->
                    replace.hyperParameter() == HyperParameter.LEARNING_RATE;
            default -> false;
        };
    }

    private void apply(Control control) {
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
            case Control.Validate() -> validate();
            case Control.Find() -> loop.note(search.apply(loop.snapshot()));
            case Control.Quit() ->
                    loop.end(Ending.interrupted("the process was asked to end; the run can go on"));
            case Control.Stop() -> loop.end(new Ending("stopped", "a stop was asked for"));
            case Control.StopAndKeepBest() -> {
                loop.restoreBest();
                loop.end(new Ending("stopped", "a stop with the best parameters was asked for"));
            }
        }
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

    private void validate() {
        if (!loop.hasValidation()) {
            throw new IllegalArgumentException("this run has no validation part");
        }
        loop.validateNow();
    }
}
