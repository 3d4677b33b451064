package dev.gradus.train;

import dev.gradus.run.Configuration;
import dev.gradus.run.ControlInbox;
import dev.gradus.run.EventLog;
import dev.gradus.run.History;
import dev.gradus.run.Mailbox;
import dev.gradus.run.Run;
import dev.gradus.run.RunException;
import dev.gradus.run.RunLock;
import dev.gradus.run.Runs;
import dev.gradus.run.TrainingListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The folder of a run, open: its lock, its log, its inbox. Without a folder only an inbox. */
final class RunFiles implements AutoCloseable {
    private final Optional<Run> run;
    private final @Nullable RunLock lock;
    private final @Nullable EventLog log;
    private final ControlInbox inbox;
    private final Consumer<String> warnings;

    private RunFiles(Consumer<String> warnings) {
        this.run = Optional.empty();
        this.lock = null;
        this.log = null;
        this.inbox = ControlInbox.local();
        this.warnings = warnings;
    }

    private RunFiles(Run run, RunLock lock, Consumer<String> warnings) {
        this.run = Optional.of(run);
        this.lock = lock;
        this.inbox = ControlInbox.open(new Mailbox(run.mailbox()), warnings);
        this.log = EventLog.append(run.events());
        this.warnings = warnings;
    }

    static RunFiles open(Settings settings, Configuration configuration) {
        if (settings.place.isEmpty()) {
            return new RunFiles(settings.warnings);
        }
        Run run = run(settings.place.get(), configuration, settings.clock.date());
        RunLock lock = run.lock();
        try {
            return new RunFiles(run, lock, settings.warnings);
        } catch (RunException failure) {
            lock.close();
            throw failure;
        }
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

    Optional<Run> run() {
        return run;
    }

    ControlInbox inbox() {
        return inbox;
    }

    /** Returns what the run has on record so far. */
    History history() {
        var history = new History();
        run.ifPresent(folder -> folder.read(history::on));
        return history;
    }

    /** Returns all who watch the run, the log first. */
    List<TrainingListener> listeners(History history, List<TrainingListener> others) {
        var listeners = new ArrayList<TrainingListener>();
        if (log != null) {
            listeners.add(log);
        }
        listeners.add(inbox);
        listeners.add(history);
        listeners.addAll(others);
        return listeners;
    }

    /** Closes everything; a disk that fails now costs the record's end, not the training. */
    @Override
    public void close() {
        inbox.close();
        try {
            if (log != null) {
                log.close();
            }
        } catch (RunException failure) {
            warnings.accept(String.valueOf(failure.getMessage()));
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
