package dev.gradus.run.event;

import dev.gradus.number.NumberText;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Appends events to {@code events.jsonl}, each with a check that reveals damage when it is read. As
 * a listener of an {@link EventStream}, it writes on that stream's thread.
 *
 * <p>When the disk fails, lines are kept in memory and tried again at the same place, so a
 * temporary failure loses nothing and leaves no torn line. When 4 MB are waiting, steps are
 * dropped, and a note in the log says how many as soon as it can be written again. At 8 MB
 * everything is dropped.
 */
public final class EventLog implements TrainingListener, AutoCloseable {
    private static final int WRITE_AT = 1 << 16;
    private static final int STEPS_UP_TO = 1 << 22;
    private static final int ALL_UP_TO = 1 << 23;

    private final Path file;
    private final Disk disk;
    private final BooleanSupplier away;
    private byte[] waiting = new byte[2 * WRITE_AT];
    private int length;
    private int nextWrite = WRITE_AT;
    private long dropped;
    private long missing;
    private boolean told;
    private long lastStep;
    private long lines;

    EventLog(Path file, Disk disk, BooleanSupplier away) {
        this.file = file;
        this.disk = disk;
        this.away = away;
    }

    /**
     * Opens a log for appending. A torn last line, which a crash leaves, is cut off.
     *
     * @param file the log, created if it is not there
     * @return the log, to be closed
     * @throws RunException if the file cannot be written
     */
    public static EventLog append(Path file) {
        return append(() -> file, () -> false);
    }

    /**
     * Opens the log of a folder that may be renamed, as {@link #append(Path)} does.
     *
     * @param place where the log is
     * @param away whether somebody else has said that its folder was moved away or removed
     * @return the log, to be closed
     * @throws RunException if the file cannot be written
     */
    public static EventLog append(Supplier<Path> place, BooleanSupplier away) {
        Path file = place.get();
        try {
            return new EventLog(file, LogFile.open(place), away);
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot write", file, e), e);
        }
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    /**
     * Appends an event; {@link #caughtUp} hands it to the operating system.
     *
     * @throws RunException if the disk fails; nothing is lost then
     */
    @Override
    public void on(TrainingEvent event) {
        lastStep = event.step();
        if (length > (event instanceof StepCompleted ? STEPS_UP_TO : ALL_UP_TO)) {
            dropped++;
            missing++;
            return;
        }
        append(event);
        if (length >= nextWrite) {
            nextWrite = length + WRITE_AT;
            write();
        }
    }

    /**
     * Hands everything to the operating system.
     *
     * @throws RunException if the disk fails; the next call tries again
     */
    @Override
    public void caughtUp() {
        write();
        if (dropped > 0) {
            append(new Note(lastStep, Level.WARNING, missing(dropped, "here")));
            dropped = 0;
            write();
        }
    }

    /**
     * Makes sure that everything written is on the disk.
     *
     * @throws RunException if that fails
     */
    @Override
    public void secure() {
        try {
            disk.force();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Returns how many events were dropped and not yet reported.
     *
     * @return the number of events dropped
     */
    public long dropped() {
        return dropped;
    }

    /**
     * Returns what happened to a last line that an earlier process left torn, if there was one.
     *
     * @return a sentence, or empty
     */
    public Optional<String> torn() {
        return disk.torn();
    }

    /**
     * Returns why the log is incomplete, as far as that is known; complete once the log is closed.
     *
     * @return half a sentence, or empty if nothing is missing
     */
    public Optional<String> fault() {
        return missing > 0 ? Optional.of(missing(missing, "in it")) : disk.fault();
    }

    /**
     * Writes what is waiting, makes sure it is on the disk, and closes the file.
     *
     * @throws RunException if that fails
     */
    @Override
    public void close() {
        try (disk) {
            caughtUp();
            secure();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void append(TrainingEvent event) {
        byte[] line = LineCheck.checked(EventJson.write(event), ++lines);
        int needed = length + line.length + 1;
        if (needed > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(2 * waiting.length, needed));
        }
        System.arraycopy(line, 0, waiting, length, line.length);
        waiting[needed - 1] = '\n';
        length = needed;
    }

    private void write() {
        if (length == 0) {
            return;
        }
        try {
            disk.append(waiting, length);
        } catch (IOException e) {
            throw failed(e);
        }
        length = 0;
        nextWrite = WRITE_AT;
        if (!told && disk.fault().isPresent() && !away.getAsBoolean()) {
            told = true;
            throw new RunException("%s: %s".formatted(file, disk.fault().get()));
        }
    }

    private RunException failed(IOException e) {
        return new RunException(FileFault.of("cannot write", file, e), e);
    }

    /** The file, or a test's replacement. */
    interface Disk extends Closeable {
        /**
         * Appends all the bytes, or fails; after a failure the next call begins at the same place.
         */
        void append(byte[] bytes, int length) throws IOException;

        void force() throws IOException;

        /** Returns what was done to a last line that a crash tore, if one was. */
        default Optional<String> torn() {
            return Optional.empty();
        }

        /** Returns what other programs did to the file meanwhile, if anything. */
        default Optional<String> fault() {
            return Optional.empty();
        }
    }

    private static String missing(long count, String where) {
        return "%s %s missing %s: the disk failed for too long"
                .formatted(NumberText.counted(count, "event"), count == 1 ? "is" : "are", where);
    }
}
