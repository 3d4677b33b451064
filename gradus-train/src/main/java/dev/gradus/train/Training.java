package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.data.RowSample;
import dev.gradus.data.Split;
import dev.gradus.model.Model;
import dev.gradus.number.NumberText;
import dev.gradus.recipe.Keys;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.conversation.Conversation;
import dev.gradus.run.event.EventStream;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.history.History;
import dev.gradus.run.json.Configuration;
import dev.gradus.train.batch.SharedDataset;
import dev.gradus.train.checkpoint.CheckpointException;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import dev.gradus.train.checkpoint.Saved;
import dev.gradus.train.parallel.ReplicatedUpdates;
import dev.gradus.train.plan.RunPlace;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.plan.Validation;
import dev.gradus.train.session.Ending;
import dev.gradus.train.session.Fit;
import dev.gradus.train.session.LossWeight;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainingSession;
import dev.gradus.train.session.Undo;
import dev.gradus.train.state.Checkpoint;
import dev.gradus.train.state.Checkpointing;
import dev.gradus.train.state.RunDescription;
import dev.gradus.train.state.Unkept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    private final Settings settings;
    private final Dataset data;

    /** What is learned from: the data without a part for validation. */
    private final Dataset train;

    private final TrainingSession session;
    private final Configuration configuration;
    private final RunFiles files;
    private final EventStream events;
    private final History history;
    private final Loop loop;
    private final @Nullable Checkpointing checkpoints;
    private final Opening opening;
    private final Predecessor predecessor;
    private List<Unkept> unkept = List.of();
    private boolean over;
    private boolean closed;

    /** The event with which the record begins or continues; null once it is published. */
    private @Nullable Supplier<TrainingEvent> first;

    private Training(
            Settings settings,
            Dataset data,
            Parts parts,
            TrainingSession session,
            Optional<ReplicatedUpdates> replicas,
            Configuration configuration,
            RunFiles files,
            Undo undo) {
        this.settings = settings;
        this.data = data;
        this.train = parts.train();
        this.session = session;
        this.configuration = configuration;
        this.files = files;
        this.history = files.history();
        this.opening = new Opening(settings, session, replicas, configuration, files);
        this.predecessor = new Predecessor(configuration, opening::machine);
        this.events = files.stream(settings.listeners);
        undo.with(events, events::close);
        this.checkpoints =
                files.home()
                        .map(home ->
                                new Checkpointing(
                                        settings,
                                        home::own,
                                        session.remaining().horizon(),
                                        events,
                                        snapshot ->
                                                new Checkpoint(
                                                        snapshot,
                                                        configuration,
                                                        opening.machine(),
                                                        Checkpoint.identity(home.run()))))
                        .orElse(null);
        if (checkpoints != null) {
            undo.with(checkpoints, checkpoints::close);
        }
        this.loop =
                new Loop(
                        settings,
                        session,
                        parts.validation(),
                        events,
                        files.inbox(),
                        snapshot -> Search.of(settings, data, snapshot),
                        checkpoints,
                        files.board());
        if (settings.place.orElse(null) instanceof RunPlace.Existing(Run run)) {
            run.damage().ifPresent(predecessor::warn);
        }
        this.first = opening::started;
    }

    /** The parts for training and for validation. */
    record Parts(Dataset train, Optional<Dataset> validation) {
        static Parts of(Settings settings, Dataset data) {
            return switch (settings.validation()) {
                case Validation.None() -> new Parts(data, Optional.empty());
                case Validation.On(Dataset other) -> new Parts(data, Optional.of(other));
                case Validation.Share(double share) -> {
                    Split split = data.split(share, settings.seed());
                    yield new Parts(split.training(), Optional.of(split.heldOut()));
                }
            };
        }
    }

    static Training prepare(Settings settings, Dataset given) {
        ReplicatedUpdates.requireTrainable(settings);
        boolean replicated = settings.recipe.find(Keys.REPLICAS).isPresent();
        Dataset data = replicated ? new SharedDataset(given) : given;
        Fit.requireFits(settings, data);
        Parts parts = Parts.of(settings, data);
        parts.validation().ifPresent(other -> Fit.requireAlike(data, "validation", other));
        settings.test.ifPresent(other -> Fit.requireAlike(data, "test", other));
        LossWeight.require(settings, "training", parts.train());
        parts.validation().ifPresent(other -> LossWeight.require(settings, "validation", other));
        settings.test
                .flatMap(other -> LossWeight.complaint(settings, "test", other))
                .ifPresent(settings.warnings);
        Fit.requireMeasured(settings, data.target(), parts.validation().isPresent());
        Fit.requirePatienceAfterPlateau(settings.stopRules(), settings.controllers());
        if (settings.get(Keys.HISTOGRAMS) && !settings.get(Keys.TENSORBOARD)) {
            throw new IllegalArgumentException(
                    "histograms are written into TensorBoard's file; add tensorboard (--tensorboard)");
        }
        try (var undo = new Undo()) {
            TrainingSession session = TrainingSession.open(settings, parts.train());
            undo.with(session, session::close);
            session.backend().warnings().forEach(settings.warnings);
            MemoryNeed.requireMachine(
                    session.program(), parts.validation().isPresent() || settings.test.isPresent());
            if (settings.place.isPresent()) {
                MemoryNeed.complaint(session.program(), parts.validation().isPresent())
                        .ifPresent(settings.warnings);
            }
            Optional<ReplicatedUpdates> replicas =
                    replicated
                            ? Optional.of(
                                    ReplicatedUpdates.open(
                                            settings, parts.train(), session.program()))
                            : Optional.empty();
            replicas.ifPresent(session::updateBy);
            Configuration configuration = RunDescription.of(settings, data, parts.train());
            RunFiles files = RunFiles.open(settings, configuration);
            undo.with(files, files::close);
            var training =
                    new Training(
                            settings, data, parts, session, replicas, configuration, files, undo);
            undo.nothing();
            return training;
        }
    }

    /** Publishes once that the run starts or continues, and on what machine. */
    private void open() {
        if (closed) {
            throw new IllegalStateException(
                    "this training is closed; prepare another, which can resume from its folder");
        }
        if (first != null) {
            events.publish(first.get());
            first = null;
            opening.notes().forEach(events::publish);
            opening.warnings(train.target()).forEach(this::warn);
            files.torn().ifPresent(this::warn);
            files.unreadable().sentence().ifPresent(this::warn);
            predecessor.takeWarnings().forEach(this::warn);
            predecessor.takeRemarks().forEach(this::say);
            loop.refuseLeftBehind();
        }
    }

    private void warn(String sentence) {
        say(new TrainingEvent.Note(session.step(), Level.WARNING, sentence));
    }

    private void doubt(String sentence) {
        settings.doubts.orElse(settings.warnings).accept(sentence);
        events.publish(loop.warning(sentence));
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
     * Requests a change, from any thread; it is answered before the next update, by an event.
     *
     * @param control the change
     * @param by who asks, as in {@code terminal}
     */
    public void request(Control control, String by) {
        conversation(by).ask(control);
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
        Past past = files.run().map(run -> predecessor.past(run, place)).orElse(Past.UNKNOWN);
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
            return finish();
        } catch (RuntimeException | Error failure) {
            endBecauseOf(failure);
            throw failure;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The record says why the run failed, unless the run was over; the failure is never lost. */
    private void endBecauseOf(Throwable failure) {
        if (over) {
            return;
        }
        try {
            end(
                    Ending.failed(failure),
                    Reported.newest(session.step()),
                    Map.of(),
                    session.stateHash());
        } catch (RuntimeException | Error another) {
            failure.addSuppressed(another);
        }
    }

    private TrainingResult finish() {
        loop.checkpointAtEnd();
        if (loop.ending().isInterrupted() && session.modelTakesAPass()) {
            events.publish(
                    new TrainingEvent.Note(
                            session.step(),
                            Level.INFO,
                            "the saved model has the weights in training, not their average: with batch normalization, computing it takes a pass over the data; resume the run to compute it"));
        }
        Outcome outcome = Outcome.of(settings, session, loop);
        loop.publishNotes();
        if (!loop.ending().isInterrupted() && !loop.ending().isDiverged()) {
            Doubts.of(settings, data, loop.losses(), outcome).forEach(this::doubt);
            loop.sizes().tooSmall().ifPresent(this::doubt);
        }
        String state = session.stateHash();
        Model model = model(outcome, state);
        Optional<Unkept> lost = keep(model);
        end(loop.ending(), outcome.reported(), outcome.tested(), state);
        lost.ifPresent(
                missing -> unkept = Stream.concat(unkept.stream(), Stream.of(missing)).toList());
        return new TrainingResult(
                loop.ending(),
                session.step(),
                history,
                outcome.reported(),
                outcome.tested(),
                outcome.validation().map(Outcome.Measured::scores),
                outcome.test().map(Outcome.Measured::scores),
                model,
                files.run(),
                state,
                loop.seconds(),
                unkept);
    }

    private Model model(Outcome outcome, String state) {
        var origin =
                new Origin(
                        configuration,
                        files.run(),
                        settings.seed(),
                        opening.machine(),
                        RowSample.of(train));
        return new Model(
                settings.network,
                settings.loss(),
                outcome.model().values(),
                settings.meaning(data),
                origin.of(loop.ending(), outcome, state));
    }

    /**
     * Saves the model before the record says that the run is over, so that a failure to save it is
     * on record.
     */
    private Optional<Unkept> keep(Model model) {
        return files.home().flatMap(home -> ModelKeeping.keep(model, loop.ending(), home));
    }

    /**
     * Publishes that the run is over, waits until every listener knows and the record is on the
     * disk, and collects what could not be kept.
     */
    private void end(Ending ending, Reported reported, Map<String, Double> test, String state) {
        String words =
                "%s, after %s"
                        .formatted(ending.reason(), NumberText.counted(session.step(), "step"));
        loop.refuseRest("the run has ended: " + words);
        loop.settleCheckpoints();
        over = true;
        events.publish(
                new TrainingEvent.RunEnded(
                        session.step(),
                        session.batch(),
                        ending.reason(),
                        ending.detail(),
                        test,
                        reported,
                        loop.seconds(),
                        state));
        events.close();
        var missing = new ArrayList<>(files.seal(events, words));
        if (checkpoints != null && !ending.isDiverged() && !ending.isFailed()) {
            missing.addAll(checkpoints.unkept());
        }
        unkept = List.copyOf(missing);
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
