package dev.gradus.train.state;

import dev.gradus.number.Text;
import dev.gradus.recipe.CheckpointInterval;
import dev.gradus.recipe.Keys;
import dev.gradus.run.Run;
import dev.gradus.run.event.EventStream;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.Horizon;
import dev.gradus.text.MemoryFault;
import dev.gradus.train.checkpoint.CheckpointException;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Saved;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.Snapshot.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Saves a run's state when it is due. The loop only copies it; a separate thread writes it, reads
 * it back and reports the outcome. Unless a run was told how often to save, training does not wait
 * for the disk, and writing takes about a hundredth of the time, and a thirtieth if it takes long:
 * where epochs end faster, the latest best one and a later one than those that were due are saved.
 * After a failure, saving is tried again when the next checkpoint is due.
 */
public final class Checkpointing implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    /** How many times as long as it wrote the writing thread rests at most, and at least. */
    private static final int LONG_REST = 99;

    private static final int SHORT_REST = 29;

    /** A longer rest is cut to this, or to the shortest, since a crash loses what came after. */
    private static final long ENOUGH_NANOS = Duration.ofSeconds(10).toNanos();

    private final Supplier<Run> run;
    private final int keep;
    private final EventStream events;
    private final Function<Snapshot, Checkpoint> describe;
    private final LongSupplier clock;
    private final long everySteps;
    private final long everyNanos;
    private final boolean isTold;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("gradus-checkpoint").factory());
    private volatile Optional<Path> newest = Optional.empty();
    private volatile Optional<String> bestFailure = Optional.empty();
    private volatile long writtenAt;
    private boolean isFailing; // used by the writing thread alone
    private boolean due;
    private @Nullable Pending pending;
    private @Nullable Place taken;
    private Set<Mark> takenMarks = Set.of();
    private long takenAt;
    private Future<Saved> writing =
            CompletableFuture.completedFuture(new Saved.Failed("nothing was written"));
    private long writingSince;

    /**
     * Prepares the checkpoints of a run.
     *
     * @param settings the settings of the trainer
     * @param run keeps the files; fails if another has its place
     * @param horizon the length of the run
     * @param events receives an event for each checkpoint
     * @param describe adds its origin to a snapshot
     */
    public Checkpointing(
            Settings settings,
            Supplier<Run> run,
            Horizon horizon,
            EventStream events,
            Function<Snapshot, Checkpoint> describe) {
        this.run = run;
        this.keep = settings.get(Keys.KEEP);
        this.events = events;
        this.describe = describe;
        this.clock = settings.clock.nanos();
        this.everySteps =
                switch (settings.get(Keys.CHECKPOINT_EVERY)) {
                    case CheckpointInterval.Every(var span) ->
                            Math.max(1, Math.round(span.in(horizon)));
                    case CheckpointInterval.Lasting _ -> NEVER;
                };
        this.everyNanos =
                switch (settings.get(Keys.CHECKPOINT_EVERY)) {
                    case CheckpointInterval.Every _ -> NEVER;
                    case CheckpointInterval.Lasting(var duration) -> duration.toNanos();
                };
        this.isTold = settings.recipe.find(Keys.CHECKPOINT_EVERY).isPresent();
        this.takenAt = clock.getAsLong();
        this.writingSince = takenAt;
        this.writtenAt = takenAt;
    }

    /**
     * A state that is to be written.
     *
     * @param marks what is remarkable about its step
     * @param snapshot the state
     */
    private record Pending(Set<Mark> marks, Snapshot snapshot) {}

    /**
     * Saves the state if that is due. The best state so far is always saved: after waiting for the
     * checkpoint before it, if the run was told how often to save, else in its turn, unless a
     * better one comes before. Another that is due while one is written, or before the writing
     * thread has rested, is saved a few updates later.
     *
     * @param before how many updates were done a turn earlier
     * @param step how many updates are done
     * @param marks what is remarkable about the step
     * @param snapshot copies the state
     */
    public void afterTurn(long before, long step, Set<Mark> marks, Supplier<Snapshot> snapshot) {
        long now = clock.getAsLong();
        due |= step / everySteps > before / everySteps || now - takenAt >= everyNanos;
        if (marks.contains(Mark.BEST)) {
            if (isTold) {
                await();
            }
            pending = take(marks, snapshot.get(), now);
        }
        if (isRested(now) && pending != null) {
            begin(pending, now);
        } else if (isRested(now) && due) {
            begin(take(marks, snapshot.get(), now), now);
        }
    }

    /** Returns whether the writing thread has nothing to do and has rested. */
    private boolean isRested(long now) {
        return writing.isDone() && (isTold || now - writtenAt >= rest(writtenAt - writingSince));
    }

    /** Returns how long the thread rests after it has written for so long. */
    private static long rest(long wrote) {
        return Math.min(LONG_REST * wrote, Math.max(ENOUGH_NANOS, SHORT_REST * wrote));
    }

    /**
     * Saves the state, if it has not been saved yet, and waits until that is done. After a change
     * that a person made between two updates, it is another state of the same step.
     *
     * @param place how far the run has come
     * @param snapshot copies the state
     * @return how it went
     */
    public Saved now(Place place, Supplier<Snapshot> snapshot) {
        begin(place, snapshot);
        return await();
    }

    /**
     * Begins to save the state, if it has not been saved yet; {@link #settle} waits for the end.
     *
     * @param place how far the run has come
     * @param snapshot copies the state
     */
    public void begin(Place place, Supplier<Snapshot> snapshot) {
        boolean isSaved = await() instanceof Saved.Written && place.equals(taken);
        if (!isSaved) {
            long now = clock.getAsLong();
            begin(take(marksAt(place), snapshot.get(), now), now);
        }
    }

    /**
     * Sets aside the checkpoints of later steps than that from which training continues, before the
     * record says that it does: a process that dies in between then continues from there too.
     *
     * @param step the step from which training continues
     * @return which ones, in a sentence, if there are any
     */
    public Optional<String> goBackTo(long step) {
        List<Long> later = store().setAside(step);
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "training goes back to step %d, so later checkpoints (%s) no longer count; they are kept as *.checkpoint.void until training has come as far again",
                                step,
                                later.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))));
    }

    /** A change made by hand leaves the parameters as they are: what was the best still is. */
    private Set<Mark> marksAt(Place place) {
        return taken != null && taken.step() == place.step() && taken.batch() == place.batch()
                ? takenMarks
                : Set.of();
    }

    private Pending take(Set<Mark> marks, Snapshot snapshot, long now) {
        due = false;
        taken = snapshot.place();
        takenMarks = marks;
        takenAt = now;
        return new Pending(marks, snapshot);
    }

    private void begin(Pending state, long now) {
        pending = null;
        writingSince = now;
        writing = writer.submit(() -> timed(state));
    }

    /** The loop may look long afterwards: after a pause, or a validation. */
    private Saved timed(Pending state) {
        try {
            return write(state.marks(), state.snapshot());
        } finally {
            writtenAt = clock.getAsLong();
        }
    }

    /**
     * What is on record must reach as far as the checkpoint, or a crash would leave a gap in it.
     */
    private Saved write(Set<Mark> marks, Snapshot snapshot) {
        events.secure();
        Saved saved = saved(marks, snapshot);
        remember(saved, marks);
        switch (saved) {
            case Saved.Written(var file) ->
                    events.publish(
                            new TrainingEvent.CheckpointWritten(
                                    snapshot.step(), relative(file), marks));
            case Saved.Failed(String reason) -> warn(snapshot.step(), reason);
        }
        isFailing = saved instanceof Saved.Failed;
        return saved;
    }

    private Saved saved(Set<Mark> marks, Snapshot snapshot) {
        try {
            CheckpointStore store = store();
            Saved saved = store.save(snapshot.step(), describe.apply(snapshot).contents());
            return saved instanceof Saved.Written && marks.contains(Mark.BEST)
                    ? store.markBest(snapshot.step())
                    : saved;
        } catch (RuntimeException | Error fault) {
            return new Saved.Failed(
                    Text.of(
                            "could not save the checkpoint of step %d: %s",
                            snapshot.step(), words(fault)));
        }
    }

    /** Of a fault that nothing foresees, its kind tells the most. */
    private static String words(Throwable fault) {
        return switch (fault) {
            case RunException known -> String.valueOf(known.getMessage());
            case CheckpointException known -> String.valueOf(known.getMessage());
            case OutOfMemoryError full -> MemoryFault.sentence(full);
            default -> fault.toString();
        };
    }

    private CheckpointStore store() {
        return new CheckpointStore(run.get().checkpoints(), keep);
    }

    /** Says the first of several failures in a row; the last is in what the run could not keep. */
    private void warn(long step, String reason) {
        if (!isFailing) {
            events.publish(
                    new TrainingEvent.Note(
                            step,
                            Level.WARNING,
                            reason
                                    + "; training continues, and later ones are tried as usual, without a line for each that fails"));
        }
    }

    /**
     * {@return the path of a checkpoint relative to the run folder}
     *
     * @param file the checkpoint
     */
    public static String relative(Path file) {
        return file.subpath(file.getNameCount() - 2, file.getNameCount()).toString();
    }

    private void remember(Saved saved, Set<Mark> marks) {
        if (saved instanceof Saved.Written(var file)) {
            newest = Optional.of(file);
        }
        if (marks.contains(Mark.BEST)) {
            bestFailure =
                    saved instanceof Saved.Failed(String reason)
                            ? Optional.of(reason)
                            : Optional.empty();
        }
    }

    /**
     * {@return what is missing now that the run is over: a checkpoint that failed counts only if no
     * later one replaced it}
     */
    public List<Unkept> unkept() {
        var unkept = new ArrayList<Unkept>();
        String rest =
                newest.map(this::now)
                        .filter(Files::isRegularFile)
                        .map(file -> "the newest checkpoint is " + file)
                        .orElse("there is no checkpoint of this process");
        switch (await()) {
            case Saved.Failed(String reason) ->
                    unkept.add(new Unkept(Unkept.Item.CHECKPOINT, reason, rest));
            case Saved.Written(Path file) when !Files.isRegularFile(now(file)) ->
                    unkept.add(
                            new Unkept(
                                    Unkept.Item.CHECKPOINT,
                                    "%s was saved and is gone".formatted(file),
                                    "there is no checkpoint of this process"));
            case Saved.Written _ -> {}
        }
        bestFailure.ifPresent(
                reason -> unkept.add(new Unkept(Unkept.Item.BEST_CHECKPOINT, reason, rest)));
        return unkept;
    }

    /** Returns where a checkpoint is now. */
    private Path now(Path file) {
        try {
            return run.get().folder().resolve(relative(file));
        } catch (RunException anothers) {
            return file;
        }
    }

    /** Waits until nothing is left to be written, before the record ends. */
    public void settle() {
        await();
    }

    /** Waits until nothing is left to be written; returns the outcome of the last save. */
    private Saved await() {
        Saved saved = written();
        if (pending != null) {
            begin(pending, clock.getAsLong());
            saved = written();
        }
        return saved;
    }

    private Saved written() {
        try {
            return writing.get();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return new Saved.Failed("interrupted");
        } catch (ExecutionException fault) {
            return new Saved.Failed(String.valueOf(fault.getMessage()));
        }
    }

    /** Ends the writing, after all that was taken is written. */
    @Override
    public void close() {
        await();
        writer.shutdown();
    }
}
