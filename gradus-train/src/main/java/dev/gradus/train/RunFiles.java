package dev.gradus.train;

import dev.gradus.number.NumberText;
import dev.gradus.recipe.Keys;
import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.Runs;
import dev.gradus.run.ValidEvents;
import dev.gradus.run.conversation.ControlInbox;
import dev.gradus.run.conversation.Mailbox;
import dev.gradus.run.event.EventFaults;
import dev.gradus.run.event.EventLog;
import dev.gradus.run.event.EventStream;
import dev.gradus.run.event.MissingSteps;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingListener;
import dev.gradus.run.history.History;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.run.tensorboard.TensorBoard;
import dev.gradus.train.plan.RunPlace;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.session.Undo;
import dev.gradus.train.state.Unkept;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The open folder of a run: its lock, its log, its inbox. Without a folder, only an inbox. */
final class RunFiles implements AutoCloseable {
    private final Optional<RunHome> home;
    private final @Nullable RunLock lock;
    private final @Nullable EventLog log;
    private final @Nullable TensorBoard board;
    private final ControlInbox inbox;
    private final History history;
    private final EventFaults unreadable;
    private final Consumer<String> warnings;
    private @Nullable Recorded recorded; // until the run goes on
    private boolean closed;

    private RunFiles(Consumer<String> warnings) {
        this.home = Optional.empty();
        this.lock = null;
        this.log = null;
        this.board = null;
        this.inbox = ControlInbox.local(warnings);
        this.history = new History();
        this.unreadable = new EventFaults();
        this.warnings = warnings;
    }

    private RunFiles(
            RunHome home,
            RunLock lock,
            EventLog log,
            @Nullable TensorBoard board,
            Past past,
            ControlInbox inbox,
            Consumer<String> warnings) {
        this.home = Optional.of(home);
        this.lock = lock;
        this.log = log;
        this.board = board;
        this.inbox = inbox;
        this.history = past.history();
        this.recorded = past.recorded();
        this.unreadable = past.recorded().faults();
        this.warnings = warnings;
    }

    /**
     * What counts of a record but its steps, which may be millions.
     *
     * @param events the events, in order
     * @param steps followed the record, steps included
     * @param faults what cannot be read
     */
    record Recorded(List<TrainingEvent> events, MissingSteps steps, EventFaults faults) {
        private static Recorded of(Run run) {
            var steps = new MissingSteps();
            var faults = new EventFaults();
            return new Recorded(run.recordWithoutSteps(steps, faults), steps, faults);
        }
    }

    /** The readable part of a run's record so far. */
    private record Past(History history, Set<String> answered, Recorded recorded) {
        static Past of(Run run) {
            var history = new History();
            var answered = new HashSet<String>();
            var events = new ValidEvents();
            var steps = new MissingSteps();
            var faults = new EventFaults();
            run.read(
                    event -> {
                        history.on(event);
                        steps.see(event);
                        if (event instanceof ControlAnswered control) {
                            answered.add(control.request().id());
                        }
                        if (!(event instanceof StepCompleted)) {
                            events.add(event);
                        }
                    },
                    faults);
            return new Past(history, answered, new Recorded(events.list(), steps, faults));
        }
    }

    static RunFiles open(Settings settings, Configuration configuration) {
        if (settings.place.isEmpty()) {
            return new RunFiles(settings.warnings);
        }
        Run run = run(settings.place.get(), configuration, settings.clock.date());
        try (var undo = new Undo()) {
            RunLock lock = run.lock();
            undo.with(lock, lock::close);
            var home = new RunHome(run, lock, settings.warnings);
            // Before the record is read, which takes a while: what comes meanwhile is for this
            // process.
            ControlInbox inbox =
                    ControlInbox.open(
                            new Mailbox(() -> home.own().mailbox(), settings.clock.date()),
                            settings.warnings);
            undo.with(inbox, inbox::close);
            EventLog log = EventLog.append(() -> noticed(home).events(), home::isAway);
            undo.with(log, log::close);
            TensorBoard board = board(settings, run);
            if (board != null) {
                undo.with(board, board::close);
            }
            Past past = Past.of(run);
            inbox.begin(past.answered());
            var files = new RunFiles(home, lock, log, board, past, inbox, settings.warnings);
            undo.nothing();
            return files;
        }
    }

    private static Run noticed(RunHome home) {
        home.notice();
        return home.run();
    }

    private static @Nullable TensorBoard board(Settings settings, Run run) {
        return settings.get(Keys.TENSORBOARD)
                ? TensorBoard.in(run.tensorboard(), settings.clock.date())
                : null;
    }

    private static Run run(RunPlace place, Configuration configuration, InstantSource date) {
        return switch (place) {
            case RunPlace.Existing(Run run) -> run;
            case RunPlace.New(var runs, var name) ->
                    name.map(given -> new Runs(runs).create(given, configuration, date))
                            .orElseGet(() ->
                                    new Runs(runs)
                                            .create(
                                                    configuration,
                                                    date,
                                                    RandomGenerator.getDefault()));
        };
    }

    /** Returns the run, where its folder is now. */
    Optional<Run> run() {
        return home.map(RunHome::run);
    }

    /** Returns where the run is kept, if it is. */
    Optional<RunHome> home() {
        return home;
    }

    /** Returns the file for TensorBoard, if there is one. */
    Optional<TensorBoard> board() {
        return Optional.ofNullable(board);
    }

    ControlInbox inbox() {
        return inbox;
    }

    /** Returns the readable part of the record so far. */
    History history() {
        return history;
    }

    /** Returns the record so far; it is read again only if the run has gone on since. */
    Optional<Recorded> recorded() {
        return recorded == null ? run().map(Recorded::of) : Optional.of(recorded);
    }

    /** Forgets the record so far, to which the run adds now. */
    void goOn() {
        recorded = null;
    }

    /** Returns which parts of it could not be read. */
    EventFaults unreadable() {
        return unreadable;
    }

    /** Returns what was done about an incomplete last line of an earlier process. */
    Optional<String> torn() {
        return log == null ? Optional.empty() : log.torn();
    }

    /** Passes every event to the parts of the run, and to watchers, which may miss some. */
    EventStream stream(List<TrainingListener> watchers) {
        var keepers = new ArrayList<TrainingListener>();
        if (log != null) {
            keepers.add(log);
        }
        keepers.add(inbox);
        keepers.add(history);
        if (board != null) {
            keepers.add(board);
        }
        return EventStream.to(keepers, watchers, warnings);
    }

    /**
     * Forces the log to the disk, closes it, and returns which parts of folder and log could not be
     * kept.
     *
     * @param events the stream that the log was written from, closed
     * @param end how the run ended, half a sentence
     */
    List<Unkept> seal(EventStream events, String end) {
        var unkept = new ArrayList<Unkept>();
        if (log != null && home.isPresent()) {
            Run run = home.get().run();
            home.get()
                    .fault()
                    .ifPresent(fault ->
                            unkept.add(
                                    new Unkept(
                                            Unkept.Item.FOLDER,
                                            fault,
                                            "what was saved since is in " + run.folder())));
            logFault(log, events.missedBy(log))
                    .ifPresent(fault -> {
                        leave("%s; %s".formatted(end, fault));
                        unkept.add(
                                new Unkept(
                                        Unkept.Item.LOG,
                                        fault,
                                        "what was written is in " + run.events()));
                    });
        }
        return unkept;
    }

    /** The record may have no room for its end. */
    private void leave(String word) {
        if (lock != null) {
            lock.leave(word);
        }
    }

    private Optional<String> logFault(EventLog written, long missed) {
        closed = true;
        try {
            written.close();
        } catch (RunException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
        return missed > 0
                ? Optional.of(NumberText.counted(missed, "event") + " could not be written in time")
                : written.fault();
    }

    private void closeBoard() {
        if (board != null) {
            board.close();
            board.takeFault().ifPresent(warnings);
        }
    }

    /**
     * Closes everything; if the disk fails now, the end of the record is lost, but not the
     * training.
     */
    @Override
    public void close() {
        inbox.close();
        closeBoard();
        try {
            if (log != null && !closed) {
                log.close();
            }
        } catch (RunException failure) {
            warnings.accept(String.valueOf(failure.getMessage()));
            leave("it ended before its last step; " + failure.getMessage());
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
