package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.recipe.Keys;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.conversation.Conversation;
import dev.gradus.run.event.EventStream;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.train.checkpoint.CheckpointException;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import dev.gradus.train.checkpoint.Saved;
import dev.gradus.train.plan.RunPlace;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainingSession;
import dev.gradus.train.session.Undo;
import dev.gradus.train.state.Checkpoint;
import dev.gradus.train.state.Checkpointing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run that is prepared, under way or over: the loop of {@link Trainer} with its listeners, its
 * record and its controls.
 *
 * <p>{@link #run} makes all turns. To act between updates, make them one at a time:
 *
 * <pre>{@code
 * while (!training.isOver()) {
 *     training.turn();
 *     keep(training.snapshot());
 * }
 * var result = training.run();
 * }</pre>
 */
public final class Training implements AutoCloseable {
    private final OpenRun opened;
    private final Settings settings;
    private final TrainingSession session;
    private final RunFiles files;
    private final EventStream events;
    private final Opening opening;
    private final Predecessor predecessor;
    private final @Nullable Checkpointing checkpoints;
    private final Loop loop;
    private final Closing closing;
    private boolean closed;

    /** The event with which the record begins or continues; null once it is published. */
    private @Nullable Supplier<TrainingEvent> first;

    private Training(OpenRun opened, @Nullable Checkpointing checkpoints) {
        this.opened = opened;
        this.settings = opened.settings();
        this.session = opened.session();
        this.files = opened.files();
        this.events = opened.events();
        this.opening = new Opening(opened);
        this.predecessor = new Predecessor(opened.configuration(), opened::machine);
        this.checkpoints = checkpoints;
        this.loop = new Loop(opened, checkpoints);
        this.closing = new Closing(opened, loop, checkpoints);
        if (settings.place.orElse(null) instanceof RunPlace.Existing(Run run)) {
            run.damage().ifPresent(predecessor::warn);
        }
        this.first = this::started;
    }

    static Training prepare(Settings settings, Dataset given) {
        TrainingParts data = TrainingParts.checked(settings, given);
        requireBoardForHistograms(settings);
        try (var undo = new Undo()) {
            OpenRun opened = OpenRun.of(settings, data, undo);
            Optional<Checkpointing> checkpoints = opened.checkpointing();
            checkpoints.ifPresent(each -> undo.with(each, each::close));
            var training = new Training(opened, checkpoints.orElse(null));
            undo.nothing();
            return training;
        }
    }

    private static void requireBoardForHistograms(Settings settings) {
        if (settings.get(Keys.HISTOGRAMS) && !settings.get(Keys.TENSORBOARD)) {
            throw new IllegalArgumentException(
                    "histograms are written into TensorBoard's file; add tensorboard (--tensorboard)");
        }
    }

    /** Publishes once that the run starts or continues, and on what machine. */
    private void open() {
        if (closed) {
            throw new IllegalStateException(
                    "this training is closed; prepare another, which can resume from its folder");
        }
        if (first != null) {
            TrainingEvent begins = first.get();
            files.goOn();
            events.publish(begins);
            first = null;
            opening.notes().forEach(events::publish);
            opening.warnings(opened.data().train().target()).forEach(this::warn);
            files.torn().ifPresent(this::warn);
            files.unreadable().sentence().ifPresent(this::warn);
            predecessor.takeWarnings().forEach(this::warn);
            predecessor.takeRemarks().forEach(this::say);
            loop.refuseLeftBehind();
        }
    }

    /** Begins a run, unless that would overwrite what it kept when it began before. */
    private TrainingEvent started() {
        if (settings.place.orElse(null) instanceof RunPlace.Existing(Run run)) {
            requireNew(run);
        }
        return opening.started();
    }

    private void requireNew(Run run) {
        boolean hasBegun =
                files.recorded().filter(recorded -> !recorded.events().isEmpty()).isPresent()
                        || !new CheckpointStore(run.checkpoints(), 1).steps().isEmpty();
        if (hasBegun) {
            throw new IllegalStateException(
                    "run '%s' has begun already, and to train it from the beginning would overwrite what it kept; continue it first (Resume.goOn), or begin another one (trainer.runs)"
                            .formatted(run.id()));
        }
    }

    private void warn(String sentence) {
        say(new TrainingEvent.Note(session.step(), Level.WARNING, sentence));
    }

    /** Warnings also go to the receiver of warnings, even if nobody watches the run. */
    private void say(TrainingEvent event) {
        if (event instanceof TrainingEvent.Note note && note.level() == Level.WARNING) {
            settings.warnings.accept(note.text());
        }
        events.publish(event);
    }

    /** {@return the run's folder, if it has one} */
    public Optional<Run> folder() {
        return files.run();
    }

    /** {@return the network in training} */
    public TrainingSession session() {
        return session;
    }

    /**
     * Requests a change, from any thread; it is answered before the next update, by an event. If it
     * is refused, the receiver of warnings hears why; {@link #conversation} returns the answer.
     *
     * @param control the change
     * @param by who asks, as in {@code terminal}
     */
    public void request(Control control, String by) {
        conversation(by).tell(control);
    }

    /**
     * {@return a conversation with this run, which returns the answer to each request}
     *
     * @param by who asks, as in {@code terminal}
     */
    public Conversation conversation(String by) {
        return Conversation.with(files.inbox(), by, settings.clock.date());
    }

    private ControlRequest requested(Control control, String by) {
        Instant now = settings.clock.date().instant();
        return new ControlRequest(UUID.randomUUID().toString(), by, now, control);
    }

    /**
     * Makes changes before the next turn, all or none, on the thread that makes the turns. They
     * override earlier requests, including those recorded after the step where the run continues.
     *
     * @param controls the changes, in order
     * @param by who asks, as in {@code resume --lr}
     * @throws IllegalArgumentException if one is refused; nothing has changed then
     */
    public void change(List<Control> controls, String by) {
        List<TrainingEvent> said =
                loop.change(controls.stream().map(control -> requested(control, by)).toList());
        open();
        said.forEach(events::publish);
    }

    /** Returns what this training continues from, compared with what it trains. */
    Predecessor predecessor() {
        return predecessor;
    }

    /** {@return whether the run is paused until it is resumed, stopped or ended} */
    public boolean isPaused() {
        return loop.isPaused();
    }

    /** {@return whether the loop has ended; {@link #run} then only sums up} */
    public boolean isOver() {
        return loop.isOver();
    }

    /** Applies the waiting controls, makes one update, and does what is due after it. */
    public void turn() {
        open();
        loop.turn();
    }

    /**
     * Copies all that training continues from.
     *
     * @return a copy, independent of what follows
     */
    public Snapshot snapshot() {
        return loop.snapshot();
    }

    /**
     * Continues from a snapshot of a run with the same configuration and data: the updates to come
     * give the same bits as without an interruption.
     *
     * @param snapshot what was copied
     * @throws IllegalArgumentException if the snapshot is of another network or configuration
     */
    public void restore(Snapshot snapshot) {
        loop.restore(snapshot, Past.UNKNOWN);
    }

    /**
     * Continues from the beginning of this run, which has no checkpoint yet, and records this: the
     * steps on record so far are void. Controls that changed the run are applied again. A recipe or
     * data other than the run's are refused.
     *
     * @param origin the checkpoint that this run was forked from; empty if it is not a fork
     * @throws dev.gradus.train.checkpoint.CheckpointException if the checkpoint is of another
     *     network, optimizer or run
     * @throws IllegalArgumentException if this trains something other than the run did; the message
     *     names the difference
     */
    public void beginAgain(Optional<Loaded> origin) {
        beginAgain(origin, Changes.REFUSED);
    }

    /**
     * Continues from the beginning; see {@link #beginAgain(Optional)}.
     *
     * @param origin the checkpoint that the run began with, if it has one
     * @param changes what to do when this trains something other than the run did
     */
    public void beginAgain(Optional<Loaded> origin, Changes changes) {
        files.run().ifPresent(run -> predecessor.requireTheSame(run.configuration(), changes));
        origin.ifPresent(loaded -> begin(loaded, List.of()));
        goOn(snapshot(), "the beginning: there is no checkpoint yet");
    }

    /**
     * Continues from a snapshot of this run, and records this; see {@link #resume(Loaded)}.
     *
     * @param snapshot what was copied
     * @param checkpoint where the snapshot is from
     * @throws IllegalArgumentException if the snapshot is of another network or configuration, or
     *     this trains something other than the run did
     */
    public void resume(Snapshot snapshot, String checkpoint) {
        files.run()
                .ifPresent(run -> predecessor.requireTheSame(run.configuration(), Changes.REFUSED));
        goOn(snapshot, checkpoint);
    }

    private void goOn(Snapshot snapshot, String checkpoint) {
        Snapshot.Place place = snapshot.place();
        Past past =
                files.recorded()
                        .map(recorded -> predecessor.past(recorded, place))
                        .orElse(Past.UNKNOWN);
        predecessor.remark(loop.restore(snapshot, past));
        first =
                () -> {
                    if (checkpoints != null) {
                        checkpoints.goBackTo(place.step()).ifPresent(predecessor::warn);
                    }
                    return opening.resumed(place, checkpoint);
                };
    }

    private Snapshot read(Loaded loaded) {
        return predecessor.read(loaded, session.program().state(), settings.controllers());
    }

    /**
     * Continues from a checkpoint of this run, and records this: later steps on record are void.
     * Controls that changed the run after the checkpoint are applied again at the same steps.
     * Unusable checkpoints and another machine are reported. Another recipe, other data and a
     * checkpoint of another run are refused.
     *
     * @param loaded the checkpoint
     * @throws IllegalArgumentException if this trains something other than the run did; the message
     *     names the difference
     * @throws dev.gradus.train.checkpoint.CheckpointException if the checkpoint is of another
     *     network, optimizer or run
     */
    public void resume(Loaded loaded) {
        resume(loaded, Changes.REFUSED);
    }

    /**
     * Continues from a checkpoint of this run; see {@link #resume(Loaded)}.
     *
     * @param loaded the checkpoint
     * @param changes what to do when this trains something other than the run did
     */
    public void resume(Loaded loaded, Changes changes) {
        files.run().ifPresent(run -> predecessor.requireOf(run, loaded, changes));
        predecessor.requireTheSame(Checkpoint.configuration(loaded.contents()), changes);
        goOn(read(loaded), String.valueOf(loaded.file().getFileName()));
    }

    /**
     * Starts from a checkpoint of another run, which is left as it is. A copy of it is kept in this
     * run's folder, if it has one.
     *
     * @param loaded the checkpoint
     * @throws dev.gradus.train.checkpoint.CheckpointException if the checkpoint is of another
     *     network, optimizer or run
     */
    public void fork(Loaded loaded) {
        begin(loaded, List.of());
        files.run()
                .ifPresent(run -> {
                    var origin = new CheckpointStore(run.origin(), 1);
                    if (origin.save(loaded.step(), loaded.contents())
                            instanceof Saved.Failed(var why)) {
                        throw new CheckpointException(why);
                    }
                });
    }

    /** A fork may train something else; that is recorded. */
    void begin(Loaded loaded, List<String> but) {
        predecessor.noteFork(loaded, but);
        restore(read(loaded).unchanged());
    }

    /**
     * Makes all remaining turns, measures the test part once the run is over, and sums up.
     *
     * @return how the run ended
     * @throws dev.gradus.data.DataException if an example cannot be read or used
     */
    public TrainingResult run() {
        boolean interrupted = false;
        open();
        try {
            while (!loop.isOver()) {
                loop.turn();
            }
            // An interrupted thread could not wait for the files that are still to be written.
            interrupted = Thread.interrupted();
            return closing.result();
        } catch (RuntimeException | Error failure) {
            closing.because(failure);
            throw failure;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Releases all memory and closes the run's files. */
    @Override
    public void close() {
        closed = true;
        try (var undo = new Undo()) {
            undo.with(session, session::close);
            undo.with(files, files::close);
            undo.with(events, events::close);
            undo.with(loop, () -> loop.refuseRest("the run was closed before its end"));
            if (checkpoints != null) {
                undo.with(checkpoints, checkpoints::close);
            }
        }
    }
}
