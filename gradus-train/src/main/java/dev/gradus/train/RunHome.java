package dev.gradus.train;

import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.json.RunException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Where a run in training is kept. Its folder may get another name meanwhile; the run goes on in
 * it, and writes nothing into another run's folder that has the old name.
 */
final class RunHome {
    private final Run begun;
    private final RunLock lock;
    private final Consumer<String> warnings;
    private final Queue<String> unrecorded = new ConcurrentLinkedQueue<>();
    private Run last; // guarded by this, as is what follows
    private boolean away;

    RunHome(Run begun, RunLock lock, Consumer<String> warnings) {
        this.begun = begun;
        this.lock = lock;
        this.warnings = warnings;
        this.last = begun;
    }

    /** Returns the run in its folder, under the folder's name now. */
    synchronized Run run() {
        var folder = lock.folder();
        if (!folder.equals(last.folder())) {
            say(
                    "the run's folder %s was renamed; the run continues in %s"
                            .formatted(last.folder(), folder));
            last = new Run(folder, begun.created(), begun.configuration());
        }
        return last;
    }

    /** Says once what became of the folder: that it was renamed, moved away, or is back. */
    synchronized void notice() {
        Run run = run();
        boolean wasAway = away;
        away = isAway(run);
        if (away != wasAway) {
            say(
                    (away
                                    ? "the run's folder %s was moved away or removed; nothing more is saved until it is back"
                                    : "the run's folder %s is back; the run is saved there again")
                            .formatted(run.folder()));
        }
    }

    /** Returns whether the folder was moved away or removed when that was last looked at. */
    synchronized boolean isAway() {
        return away;
    }

    private void say(String sentence) {
        warnings.accept(sentence);
        unrecorded.add(sentence);
    }

    private boolean isAway(Run run) {
        return !lock.isIntact() && (!run.hasConfiguration() || isAnothers(run));
    }

    /**
     * Hands on what was said of the folder and is not on record yet. Whoever notices it may be
     * writing the record, and cannot wait for room in it.
     */
    void recordNews(Consumer<String> record) {
        for (String said = unrecorded.poll(); said != null; said = unrecorded.poll()) {
            record.accept(said);
        }
    }

    /**
     * Returns the run, to write into its folder or to read from it.
     *
     * @throws RunException if its folder was removed or moved away, and another run has its place
     */
    Run own() {
        notice();
        Run run = run();
        if (!lock.isIntact() && isAnothers(run)) {
            throw new RunException(
                    "%s is the folder of another run now, since that of this run was moved away or removed; move it back to let this run be saved"
                            .formatted(run.folder()));
        }
        return run;
    }

    private static boolean isAnothers(Run run) {
        try {
            return run.hasConfiguration()
                    && !Run.open(run.folder()).created().equals(run.created());
        } catch (RunException unreadable) {
            return false;
        }
    }

    /** Returns what happened to the folder, half a sentence, if anything did. */
    Optional<String> fault() {
        Run run = run();
        if (!lock.isIntact()) {
            return Optional.of(
                    isAway(run)
                            ? "it was removed or moved away during the run, with all that was in it then"
                            : "its run.lock was removed or replaced during the run, so others may have written there too");
        }
        return run.hasConfiguration()
                ? Optional.empty()
                : Optional.of("its configuration.json was removed during the run");
    }
}
