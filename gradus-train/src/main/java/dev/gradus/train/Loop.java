package dev.gradus.train;

import dev.gradus.model.StateValues;
import dev.gradus.recipe.Keys;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.EventStream;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.train.checkpoint.Saved;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.round.LostRound;
import dev.gradus.train.session.Divergence;
import dev.gradus.train.session.Ending;
import dev.gradus.train.session.Rescue;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainingSession;
import dev.gradus.train.state.Checkpointing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The loop of {@link Trainer}, one turn at a time. */
final class Loop {
    private final TrainingSession session;
    private final Stopping stopping;
    private final EventStream events;
    private final Optional<RunHome> home;
    private final Rescue rescue;
    private final Controls controls;
    private final @Nullable Checkpointing checkpoints;
    private final Stopwatch watch;
    private final Epochs epochs;
    private final Supplier<Snapshot> snapshots = this::snapshot;
    private final Consumer<String> warnings = this::warn;

    private UpdateSizes sizes = UpdateSizes.START;
    private boolean mayBeDue;
    private @Nullable Ending ending;

    Loop(OpenRun run, @Nullable Checkpointing checkpoints) {
        Settings settings = run.settings();
        this.session = run.session();
        this.stopping = new Stopping(settings.stopRules());
        this.events = run.events();
        this.home = run.files().home();
        this.rescue = new Rescue(settings.get(Keys.NON_FINITE), session);
        this.controls = new Controls(this, run);
        this.checkpoints = checkpoints;
        this.watch = new Stopwatch(settings.clock.nanos());
        this.epochs = new Epochs(run, stopping, watch);
        settings.recipe.find(Keys.UPDATE_RATIOS).ifPresent(session::measureUpdates);
        rescue.beginEpoch();
    }

    /**
     * Makes one turn: applies the waiting controls, makes one update, and does what is due after
     * it.
     */
    void turn() {
        publishNotes();
        controls.apply();
        if (Thread.currentThread().isInterrupted()) {
            end(Ending.interrupted("the training thread was interrupted"));
        }
        if (mayBeDue) {
            mayBeDue = false;
            endIfDue();
        }
        if (isOver()) {
            return;
        }
        long before = session.step();
        boolean updated = advance();
        if (isOver()) {
            return;
        }
        boolean last = isDue();
        Set<Mark> marks = Set.of();
        if (last || session.endsEpoch()) {
            marks = epochs.end(last);
            rescue.beginEpoch();
        }
        // The run ends in the next turn, since a control may still change its length.
        mayBeDue = isDue();
        if (checkpoints != null && (updated || !marks.isEmpty())) {
            checkpoints.afterTurn(before, session.step(), marks, snapshots);
        }
    }

    /**
     * Reports what the engine noted, such as preparing for another batch size, and what became of
     * the run's folder.
     */
    void publishNotes() {
        if (home.isPresent()) { // a step allocates nothing
            home.get().recordNews(warnings);
        }
        List<String> notes = session.program().takeNotes();
        if (!notes.isEmpty()) {
            notes.forEach(note -> publish(Level.WARNING, note));
        }
    }

    /**
     * Makes an update, or applies the non-finite policy if it cannot; returns whether it made one.
     */
    private boolean advance() {
        long begin = watch.now();
        boolean updated;
        try {
            updated = session.advance();
        } catch (LostRound lost) {
            end(Ending.interrupted(String.valueOf(lost.getMessage())));
            return false;
        }
        double seconds = watch.since(begin) / (1 + session.waiting());
        session.record().seconds(seconds);
        Optional<String> rescued = updated ? Optional.empty() : rescue.attempt();
        if (rescued.isPresent()) {
            publish(Level.WARNING, rescued.get());
            return false;
        }
        events.step(session.record());
        // Updates that were made together are one turn: nothing can change between them.
        while (updated && session.waiting() > 0) {
            updated = session.advance();
            events.step(session.record().seconds(seconds));
        }
        if (updated) {
            rescue.updated();
            measureUpdate();
        } else {
            end(stopping.asPromised(Divergence.ending(session)));
        }
        return updated;
    }

    /**
     * Records how large the update was, if that was measured, and warns once if it is too large.
     */
    private void measureUpdate() {
        Optional<Map<String, Double>> ratios = session.updateRatios().take();
        if (ratios.isPresent()) { // a step allocates nothing
            events.publish(new TrainingEvent.UpdatesMeasured(session.step(), ratios.get()));
            sizes = sizes.with(ratios.get());
            sizes.tooLarge().ifPresent(text -> publish(Level.WARNING, text));
        }
    }

    /**
     * Applies all changes or none before the next turn, and returns the resulting events.
     *
     * @throws IllegalArgumentException if one is refused; nothing has changed then
     */
    List<TrainingEvent> change(List<ControlRequest> requests) {
        return controls.take(requests);
    }

    boolean isPaused() {
        return controls.isPaused();
    }

    /** Refuses the control requests that were sent to an earlier process of this run. */
    void refuseLeftBehind() {
        controls.refuseLeftBehind();
    }

    /** Refuses the control requests that are not answered yet; the run is over. */
    void refuseRest(String why) {
        controls.refuseRest(why);
    }

    /** Runs work that does not count as training time. */
    <T> T resting(Supplier<T> other) {
        long begin = watch.now();
        T result = other.get();
        watch.restedSince(begin);
        return result;
    }

    private boolean isDue() {
        return isComplete() || stopping.isDue(session.step(), seconds());
    }

    private boolean isComplete() {
        return session.step() >= session.end();
    }

    private void endIfDue() {
        if (isComplete()) {
            end(stopping.asPromised(new Ending(EndReason.BuiltIn.COMPLETED, "")));
        } else {
            stopping.ending(session.step(), seconds()).ifPresent(this::end);
        }
    }

    /**
     * Saves a checkpoint now, waits for it, and returns the file, relative to the run folder.
     *
     * @throws IllegalArgumentException if the run keeps none, or it could not be saved
     */
    String checkpointNow() {
        if (checkpoints == null) {
            throw new IllegalArgumentException(
                    "this run keeps no checkpoints: it has no run folder");
        }
        return switch (checkpoints.now(place(), snapshots)) {
            case Saved.Written(Path file) -> Checkpointing.relative(file);
            case Saved.Failed(String why) -> throw new IllegalArgumentException(why);
        };
    }

    /** Waits until every checkpoint that was taken is written. */
    void settleCheckpoints() {
        if (checkpoints != null) {
            checkpoints.settle();
        }
    }

    /** Saves the final state, unless a run could not continue from it. */
    void checkpointAtEnd() {
        if (checkpoints != null && !ending().isDiverged()) {
            checkpoints.begin(place(), snapshots);
        }
    }

    /** Returns whether the run is over. */
    boolean isOver() {
        return ending != null;
    }

    /** Returns why the run is over. */
    Ending ending() {
        return ending == null ? Ending.interrupted("") : ending;
    }

    /** Ends the run before the next update; the first reason counts. */
    void end(Ending reason) {
        if (ending == null) {
            ending = reason;
        }
    }

    /** Returns a remark for the record. */
    TrainingEvent remark(String text) {
        return new TrainingEvent.Note(session.step(), Level.INFO, text);
    }

    /** Returns a warning for the record. */
    TrainingEvent warning(String text) {
        return new TrainingEvent.Note(session.step(), Level.WARNING, text);
    }

    private void warn(String text) {
        publish(Level.WARNING, text);
    }

    private void publish(Level level, String text) {
        events.publish(new TrainingEvent.Note(session.step(), level, text));
    }

    /** Returns what ends the epochs. */
    Epochs epochs() {
        return epochs;
    }

    /** Returns how large the measured updates were. */
    UpdateSizes sizes() {
        return sizes;
    }

    /** Returns how long the run has trained in all. */
    double seconds() {
        return watch.seconds();
    }

    Snapshot snapshot() {
        return new Snapshot(
                place(),
                session.epochMean().sums(watch.epochSeconds()),
                session.remaining().state(),
                epochs.judged(),
                stopping.states(),
                rescue.state(),
                seconds(),
                StateValues.of(session.program()),
                epochs.best(),
                session.averageBegun(),
                session.outer());
    }

    private Snapshot.Place place() {
        return new Snapshot.Place(
                session.step(),
                session.batch(),
                session.program().updates(),
                session.end(),
                controls.changes());
    }

    /**
     * Continues from a snapshot.
     *
     * @param past what the record adds to the snapshot
     * @return the events of those that are due at once
     */
    List<TrainingEvent> restore(Snapshot snapshot, Past past) {
        stopping.restore(snapshot.rules());
        session.restore(snapshot);
        epochs.restore(snapshot, past);
        rescue.restore(snapshot.rescue());
        controls.restore(snapshot.place().changes(), past.changes());
        sizes = past.sizes();
        past.measuring().ifPresent(session::measureUpdates);
        watch.restore(snapshot.seconds(), snapshot.epoch().seconds());
        mayBeDue = true;
        return controls.applyLost();
    }
}
