package dev.gradus.studio.record;

import dev.gradus.run.Run;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run among all of them: its line, and its record while that is needed. */
final class Shelved {
    /** A record that grew less than this time ago is being written. */
    private static final long GROWING_MILLIS = 10_000;

    /** What is read within this time after a process ended was written by that process. */
    private static final long LAST_WORDS_MILLIS = 3000;

    /** What cannot be read is tried again after this time, although it seems unchanged. */
    private static final long AGAIN_MILLIS = 15_000;

    final String id;
    final Run run;
    private final FileStamp configuration;
    private @Nullable RunRecord record;
    private @Nullable RunSummary summary;
    private String fault = "";
    private long size = -1;
    private long modified = -1;
    private long grewAt;
    private long diedAt;
    private long version;
    private long askedAt;
    private boolean live;
    private boolean unreadable;
    private long failedAt;
    private RunState state = RunState.WAITING;

    /**
     * Takes a run that was found.
     *
     * @param configuration its configuration, which is written once and tells whether its folder is
     *     still the same
     * @param version more than that of the run which had the name before
     */
    Shelved(String id, Run run, FileStamp configuration, long version) {
        this.id = id;
        this.run = run;
        this.configuration = configuration;
        this.version = version;
    }

    /** Returns whether the folder is still that of this run, not of another under its name. */
    boolean isThere() {
        return configuration.isUnchanged();
    }

    synchronized Optional<RunRecord> record() {
        return Optional.ofNullable(record);
    }

    /** Returns the record for display. */
    synchronized RunRecord opened(long now) {
        askedAt = now;
        if (record == null) {
            record = new RunRecord(run);
        }
        return record;
    }

    synchronized void closeUnlessAskedSince(long time) {
        if (record != null && !live && askedAt < time && summary != null) {
            record = null;
        }
    }

    synchronized boolean isRead() {
        return summary != null;
    }

    synchronized boolean isLive() {
        return live;
    }

    synchronized long version() {
        return version;
    }

    synchronized Optional<RunSummary> summary() {
        return Optional.ofNullable(summary);
    }

    /** Takes a saved line. */
    synchronized void take(RunSummary kept, long keptSize, long keptModified) {
        summary = kept;
        state = kept.state();
        size = keptSize;
        modified = keptModified;
        version++;
    }

    /** Notes that the run cannot be read as it is now. */
    synchronized void fail(String why, long newSize, long newModified, long now) {
        size = newSize;
        modified = newModified;
        failedAt = now;
        if (unreadable && why.equals(fault)) {
            return;
        }
        unreadable = true;
        fault = why;
        state = RunState.UNREADABLE;
        summary = RunSummary.unreadable(run, fault);
        version++;
    }

    /** Returns whether reading on may show something new. */
    synchronized boolean isWorthReading(long newSize, long newModified, long now) {
        return record != null
                && (isChanged(newSize, newModified)
                        || (unreadable ? now - failedAt > AGAIN_MILLIS : record.share() < 1));
    }

    /** Returns whether the record on disk is another one than that which was read. */
    synchronized boolean isChanged(long newSize, long newModified) {
        return newSize != size || newModified != modified;
    }

    /** Returns whether nobody trains the run, looks at it, or has written its record. */
    synchronized boolean isQuiet(long newSize, long newModified) {
        return !live && record == null && !isChanged(newSize, newModified);
    }

    synchronized long size() {
        return size;
    }

    synchronized long modified() {
        return modified;
    }

    /** Updates the line from the record. */
    synchronized void summarize(long newSize, long newModified, long now) {
        boolean isForeign = !live && now - diedAt > LAST_WORDS_MILLIS;
        if (size >= 0 && newSize > size && isForeign) {
            grewAt = now;
        }
        size = newSize;
        modified = newModified;
        fault = "";
        unreadable = false;
        if (record != null) {
            state = record.state(live, now - grewAt < GROWING_MILLIS);
            summary = record.summary(state);
            version++;
        }
    }

    /** Checks whether the state of the run has changed. */
    synchronized void lookAlive(boolean nowLive, long now) {
        if (live && !nowLive) {
            diedAt = now;
        }
        live = nowLive;
        if (record == null || unreadable) {
            return;
        }
        RunState newState = record.state(live, now - grewAt < GROWING_MILLIS);
        if (newState != state) {
            state = newState;
            summary = record.summary(state);
            version++;
        }
    }

    /** Returns whether the line may be kept: the run is over, or its process is. */
    synchronized boolean isSettled() {
        return summary != null
                && !unreadable
                && (state == RunState.ENDED || state == RunState.KILLED);
    }
}
