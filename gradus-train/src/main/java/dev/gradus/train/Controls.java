package dev.gradus.train;

import dev.gradus.run.Control;
import dev.gradus.run.ControlInbox;
import dev.gradus.run.ControlRequest;
import dev.gradus.run.EventStream;
import dev.gradus.run.TrainingEvent;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Observation;
import java.time.Duration;
import java.util.Optional;

/** Applies control requests between two updates, the only place where that happens. */
final class Controls {
    /** A pause looks around so often whether it was interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Loop loop;
    private final TrainingSession session;
    private final EventStream events;
    private final ControlInbox inbox;
    private boolean paused;

    Controls(Loop loop, TrainingSession session, EventStream events, ControlInbox inbox) {
        this.loop = loop;
        this.session = session;
        this.events = events;
        this.inbox = inbox;
    }

    /** Applies all requests that wait; each becomes an event. A pause waits for more of them. */
    void apply() {
        for (Optional<ControlRequest> next = inbox.poll(); next.isPresent(); next = inbox.poll()) {
            apply(next.get());
        }
        while (paused && !loop.isOver() && !Thread.currentThread().isInterrupted()) {
            inbox.await(PATIENCE).ifPresent(this::apply);
        }
    }

    private void apply(ControlRequest request) {
        try {
            apply(request.control());
            events.publish(new TrainingEvent.ControlApplied(session.step(), request));
        } catch (IllegalArgumentException refused) {
            events.publish(
                    new TrainingEvent.ControlRejected(
                            session.step(), request, String.valueOf(refused.getMessage())));
        }
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
            case Control.Pause() -> paused = true;
            case Control.Resume() -> paused = false;
            case Control.Checkpoint() -> loop.checkpointNow();
            case Control.Validate() -> validate();
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
