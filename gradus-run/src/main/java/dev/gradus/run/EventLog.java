package dev.gradus.run;

import dev.gradus.run.TrainingEvent.Level;
import dev.gradus.run.TrainingEvent.Note;
import dev.gradus.run.TrainingEvent.StepCompleted;
import dev.gradus.text.FileFault;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Appends events to {@code events.jsonl}. Behind an {@link EventStream} it writes on that stream's
 * thread.
 *
 * <p>When the disk fails, lines are kept in memory and tried again at the same place, so a failure
 * that passes loses nothing and leaves no torn line. When 4 MB are waiting, steps are dropped, and
 * a note in the log says how many as soon as it can be written again. At 8 MB everything is
 * dropped.
 */
public final class EventLog implements TrainingListener, AutoCloseable {
    private static final int WRITE_AT = 1 << 16;
    private static final int STEPS_UP_TO = 1 << 22;
    private static final int ALL_UP_TO = 1 << 23;

    private final Path file;
    private final Disk disk;
    private byte[] waiting = new byte[2 * WRITE_AT];
    private int length;
    private int nextWrite = WRITE_AT;
    private long dropped;
    private long lastStep;

    EventLog(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /**
     * Opens a log for appending. A torn last line, which a crash leaves, is cut off.
     *
     * @param file the log, created if it is not there
     * @return the log, to be closed
     * @throws RunException if the file cannot be written
     */
    public static EventLog append(Path file) {
        try {
            return new EventLog(file, FileDisk.open(file));
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot write", file, e), e);
        }
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    /**
     * Appends an event; it is on its way to the disk after {@link #caughtUp}.
     *
     * @throws RunException if the disk fails; nothing is lost by that
     */
    @Override
    public void on(TrainingEvent event) {
        lastStep = event.step();
        if (length > (event instanceof StepCompleted ? STEPS_UP_TO : ALL_UP_TO)) {
            dropped++;
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
            append(
                    new Note(
                            lastStep,
                            Level.WARNING,
                            dropped + " events are missing here: the disk failed for too long"));
            dropped = 0;
            write();
        }
    }

    /**
     * Counts what the log misses and has not yet said.
     *
     * @return the number of events dropped
     */
    public long dropped() {
        return dropped;
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
            disk.force();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void append(TrainingEvent event) {
        byte[] line = (EventJson.write(event) + '\n').getBytes(StandardCharsets.UTF_8);
        if (length + line.length > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(2 * waiting.length, length + line.length));
        }
        System.arraycopy(line, 0, waiting, length, line.length);
        length += line.length;
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
    }

    private RunException failed(IOException e) {
        return new RunException(FileFault.of("cannot write", file, e), e);
    }

    /** The file, or what a test puts in its place. */
    interface Disk extends Closeable {
        /**
         * Appends all the bytes, or fails; after a failure the next call begins at the same place.
         */
        void append(byte[] bytes, int length) throws IOException;

        void force() throws IOException;
    }

    private static final class FileDisk implements Disk {
        private final RandomAccessFile file;
        private long end;

        private FileDisk(RandomAccessFile file, long end) {
            this.file = file;
            this.end = end;
        }

        static FileDisk open(Path path) throws IOException {
            var file = new RandomAccessFile(path.toFile(), "rw");
            try {
                long end = afterLastLine(file);
                file.setLength(end);
                return new FileDisk(file, end);
            } catch (IOException e) {
                file.close();
                throw e;
            }
        }

        private static long afterLastLine(RandomAccessFile file) throws IOException {
            long end = file.length();
            while (end > 0) {
                file.seek(end - 1);
                if (file.read() == '\n') {
                    break;
                }
                end--;
            }
            return end;
        }

        @Override
        public void append(byte[] bytes, int length) throws IOException {
            file.seek(end);
            file.write(bytes, 0, length);
            end += length;
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
