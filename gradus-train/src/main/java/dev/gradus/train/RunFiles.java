package dev.gradus.train;

import dev.gradus.run.Configuration;
import dev.gradus.run.ControlInbox;
import dev.gradus.run.EventLog;
import dev.gradus.run.History;
import dev.gradus.run.Mailbox;
import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.Runs;
import dev.gradus.run.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The folder of a run, open: its lock, its log, its inbox. Without a folder only an inbox. */
final class RunFiles implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger("dev.gradus.train");

    private final Optional<Run> run;
    private final @Nullable RunLock lock;
    private final @Nullable EventLog log;
    private final ControlInbox inbox;

    private RunFiles() {
        run = Optional.empty();
        lock = null;
        log = null;
        inbox = ControlInbox.local();
    }

    private RunFiles(Run run) {
        this.run = Optional.of(run);
        lock = run.lock();
        log = EventLog.append(run.events());
        inbox = ControlInbox.open(new Mailbox(run.mailbox()), this::warn);
    }

    static RunFiles create(Settings settings, Configuration configuration) {
        if (settings.place.isEmpty()) {
            return new RunFiles();
        }
        RunPlace place = settings.place.get();
        var runs = new Runs(place.runs());
        var date = settings.clock.date();
        return new RunFiles(
                place.name()
                        .map(name -> runs.create(name, configuration, date))
                        .orElseGet(() ->
                                runs.create(configuration, date, RandomGenerator.getDefault())));
    }

    Optional<Run> run() {
        return run;
    }

    ControlInbox inbox() {
        return inbox;
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

    /** Passes on what goes wrong beside training, which goes on. */
    void warn(String sentence) {
        LOGGER.log(System.Logger.Level.WARNING, sentence);
    }

    @Override
    public void close() {
        inbox.close();
        if (log != null) {
            log.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
