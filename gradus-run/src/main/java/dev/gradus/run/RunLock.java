package dev.gradus.run;

import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a run. The operating system takes it back when the process ends, however it
 * ends.
 */
public final class RunLock implements AutoCloseable {
    private static final int TRIES = 20;
    private static final long WAIT_NANOS = 10_000_000;

    /**
     * What this process holds. POSIX drops a process's lock when it closes <em>any</em> channel to
     * the file, so a second one must not even be opened here.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static synchronized RunLock take(Run run) {
        Path file = file(run);
        if (!HELD.add(file)) {
            throw new RunException("run " + run.id() + " is already being written by this process");
        }
        try {
            FileChannel channel = lockedSoon(file);
            if (channel != null) {
                return new RunLock(file, channel);
            }
        } catch (IOException e) {
            HELD.remove(file);
            throw new RunException(FileFault.of("cannot lock", file, e), e);
        }
        HELD.remove(file);
        throw new RunException(
                "run "
                        + run.id()
                        + " is being written by "
                        + holder(file)
                        + "; stop that one first");
    }

    static synchronized boolean isHeld(Run run) {
        Path file = file(run);
        if (HELD.contains(file)) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives the right back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot release", file, e), e);
        } finally {
            HELD.remove(file);
        }
    }

    /** Whoever only looks whether a run is live holds its lock for an instant. */
    private static @Nullable FileChannel lockedSoon(Path file) throws IOException {
        FileChannel channel = locked(file);
        for (int tries = 0; channel == null && tries < TRIES; tries++) {
            LockSupport.parkNanos(WAIT_NANOS);
            channel = locked(file);
        }
        return channel;
    }

    private static @Nullable FileChannel locked(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
                return channel;
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    private static String holder(Path file) {
        try {
            return "process " + Files.readString(file).strip();
        } catch (IOException e) {
            return "another process";
        }
    }

    private static Path file(Run run) {
        return run.folder().toAbsolutePath().normalize().resolve("run.lock");
    }
}
