package dev.gradus.studio.record;

import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.event.EventReader;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.history.History;
import dev.gradus.run.json.RunException;
import dev.gradus.studio.plan.RecordedPlan;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The record of a run, read further as it grows and never again from the beginning, in bounded
 * memory. One thread reads; any thread may query it.
 */
public final class RunRecord {
    private final Run run;
    private final Object reading = new Object();
    private EventReader reader;
    private RunContents contents;
    private long version;
    private long unfinished;
    private double share;

    /** Begins to read a run. */
    public RunRecord(Run run) {
        this.run = run;
        this.reader = new EventReader(run.events());
        this.contents = new RunContents(run);
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
        contents = new RunContents(run);
    }

    private synchronized void take(TrainingEvent event, long size) {
        long behind = reader.position();
        contents.take(event, behind);
        share = size == 0 ? 1 : Math.min(1, (double) behind / (double) size);
        version++;
    }

    private synchronized void unreadable(String sentence) {
        contents.unreadable(sentence);
        version++;
    }

    private synchronized void readAll(long behind) {
        version += behind == unfinished ? 0 : 1;
        unfinished = behind;
        share = 1;
    }

    /** Reads the history while nobody writes to it. */
    public synchronized <T> T look(Function<History, T> eye) {
        return eye.apply(contents.history());
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
        return contents.start();
    }

    /** Returns the newest update. */
    public synchronized Optional<StepCompleted> newest() {
        return contents.newest();
    }

    /** Returns the update that comes next. */
    public synchronized long next() {
        return contents.next();
    }

    /** Returns how the run ended, once it has. */
    public synchronized Optional<RunEnded> ending() {
        return contents.ending();
    }

    /** Returns the requests and answers, the newest last. */
    public synchronized List<ControlAnswered> answers() {
        return contents.answers();
    }

    /** Returns the remarks on record, the newest last. */
    public synchronized List<Note> notes() {
        return contents.notes();
    }

    /** Returns the saved checkpoints, by step. */
    public synchronized List<CheckpointWritten> checkpoints() {
        return contents.checkpoints();
    }

    /** Returns what the controllers multiply the learning rate by now. */
    public synchronized double factor() {
        return contents.controllers();
    }

    /**
     * Returns what is planned; empty before the run begins, and where {@link #unplanned} says why.
     */
    public synchronized Optional<RecordedPlan> plan() {
        return contents.plan().get();
    }

    /** Returns why there is no plan, in a sentence; empty if there is one. */
    public synchronized String unplanned() {
        return contents.plan().unplanned();
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
                                contents.faults(),
                                isOver ? Run.cutEnd(unfinished) : Optional.<String>empty())
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("; "));
        return Optional.of(sentences).filter(text -> !text.isEmpty());
    }

    /** Returns a step of the record with all its digits. */
    public Optional<StepCompleted> step(long step) {
        return steps(step, step).stream().findFirst();
    }

    /** Returns the steps of a part of the record with all their digits. */
    public List<StepCompleted> steps(long from, long to) {
        return window(from, to).read();
    }

    private synchronized StepWindow window(long from, long to) {
        return contents.window(from, to);
    }

    /** Returns the run in one line. */
    public synchronized RunSummary summary(RunState state) {
        boolean isOver = state == RunState.ENDED || state == RunState.KILLED;
        return contents.summary(state, damage(isOver).orElse(""));
    }

    /** Returns the state of the run, as far as its record tells. */
    synchronized RunState state(boolean live, boolean growing) {
        return contents.state(live, growing);
    }
}
