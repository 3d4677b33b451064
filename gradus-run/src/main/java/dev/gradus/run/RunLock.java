package dev.gradus.run;

import dev.gradus.run.file.FileIdentity;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a run or another folder. The operating system releases it when the process
 * ends, however it ends.
 */
public final class RunLock implements AutoCloseable {
    private static final String RUN = "run.lock";
    private static final int TRIES = 20;

    /**
     * How many bytes the file may have. They fit into one block of the disk, which the number of
     * the process takes before a run begins; see {@link #leave}.
     */
    private static final int LONGEST = 512;

    private static final long WAIT_NANOS = 10_000_000;

    /**
     * The locks that this process holds. POSIX drops a process's lock when it closes <em>any</em>
     * channel to the file, so a second channel must not even be opened here: whatever opens the
     * file asks this set first, and is synchronized, so that no lock is taken meanwhile.
     */
    private static final Set<RunLock> HELD = ConcurrentHashMap.newKeySet();

    private final Path given;
    private final String name;
    private final FileChannel channel;
    private final FileIdentity identity;
    private final FileIdentity home;
    private volatile Path folder;

    private RunLock(Path folder, Path file, FileChannel channel) throws IOException {
        this.given = folder;
        this.folder = folder;
        this.name = String.valueOf(file.getFileName());
        this.channel = channel;
        this.identity = FileIdentity.of(file);
        this.home = FileIdentity.of(Objects.requireNonNull(file.getParent()));
    }

    /**
     * {@return whether the right is still valid: nobody removed the file or replaced it, in which
     * case another process could lock the new one}
     */
    public boolean isIntact() {
        return isIn(folder());
    }

    /**
     * {@return where the folder is: under its new name if it was renamed, and where it was last if
     * it was removed or moved elsewhere}
     */
    public Path folder() {
        if (!isIn(folder)) {
            renamed().ifPresent(place -> folder = place);
        }
        return folder;
    }

    /**
     * Checks that the folder is where it was when it was locked, so that nothing is written beside
     * it or into another of its name.
     *
     * @throws RunException if it was renamed, moved or removed, or the file was that is locked
     */
    public void requireInPlace() {
        Path now = folder();
        if (!now.equals(given)) {
            throw new RunException(
                    "%s was renamed to %s while it was being written; continue it under that name"
                            .formatted(given, now.getFileName()));
        }
        if (!isIn(now)) {
            throw new RunException(
                    "%s was moved away or removed while it was being written, or its %s was; continue it where it is now"
                            .formatted(given, name));
        }
    }

    private boolean isIn(Path place) {
        return identity.isOf(place.resolve(name));
    }

    /** The folder keeps the file that is locked, whatever its name is now. */
    private Optional<Path> renamed() {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        if (parent == null || identity.key().isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            return siblings.filter(this::isIn)
                    .findFirst()
                    .map(found -> folder.resolveSibling(found.getFileName()));
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    static RunLock take(Run run) {
        return take(run.folder());
    }

    /** Takes the right to write a run, which may be damaged. */
    static RunLock take(Path run) {
        return take(run, RUN, "run " + run.toAbsolutePath().normalize().getFileName());
    }

    /**
     * Takes the right to write a folder.
     *
     * @param folder the folder
     * @param name the name of the file in it that is locked
     * @param what begins the message if another has the right, as in {@code sweep rates}
     * @return the right, until it is closed or the process ends
     * @throws RunException if another has it; says which process
     */
    public static synchronized RunLock take(Path folder, String name, String what) {
        Path file = file(folder, name);
        RunFile.requirePlain(file);
        if (isHeld(file)) {
            throw new RunException(what + " is already being written by this process");
        }
        try {
            FileChannel channel = lockedSoon(file);
            if (channel != null) {
                var lock = new RunLock(folder, file, channel);
                HELD.add(lock);
                return lock;
            }
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot lock", file, e), e);
        }
        throw new RunException(
                what + " is being written by " + holder(file) + "; stop that one first");
    }

    /**
     * A folder that is renamed takes its lock with it, so a file is known by the system's key; by
     * its path where the system has no keys, or the file was removed from its folder.
     */
    private static boolean isHeld(Path file) {
        Optional<Object> key = FileIdentity.find(file).flatMap(FileIdentity::key);
        return HELD.stream()
                .anyMatch(held ->
                        key.isPresent()
                                ? held.identity.key().equals(key)
                                : held.identity.path().equals(file) && held.home.isUnchanged());
    }

    /** Whether a process has the right to write a folder. */
    public enum State {
        /** A process has it. */
        HELD,
        /** None has it. */
        FREE,
        /**
         * The file cannot be opened, so that nobody can tell: another user's, or no locks there.
         */
        UNKNOWN
    }

    static State state(Run run) {
        return stateOfRun(run.folder());
    }

    /** Returns whether a process has the right to write a run, which may be damaged. */
    static State stateOfRun(Path run) {
        return state(run, RUN);
    }

    /**
     * {@return whether a process has the right to write a folder now}
     *
     * @param folder the folder
     * @param name the name of the file in it that is locked
     */
    public static synchronized State state(Path folder, String name) {
        Path file = file(folder, name);
        if (isHeld(file)) {
            return State.HELD;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return State.FREE;
        }
        return tried(file, StandardOpenOption.WRITE)
                .or(() -> tried(file, StandardOpenOption.READ))
                .orElse(State.UNKNOWN);
    }

    /** Where writing is denied, a shared lock for reading tells as well whether another is held. */
    private static Optional<State> tried(Path file, StandardOpenOption access) {
        boolean shared = access == StandardOpenOption.READ;
        try (FileChannel channel = FileChannel.open(file, access, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared)) {
            return Optional.of(lock == null ? State.HELD : State.FREE);
        } catch (NoSuchFileException gone) {
            return Optional.of(State.FREE);
        } catch (IOException | UnsupportedOperationException cannot) {
            return Optional.empty();
        }
    }

    /**
     * Leaves word of what could not be recorded, for whoever asks after this lock is released. On a
     * full disk, file systems that change a file in its place, as ext4 and XFS do, have room for
     * it; those that copy what is changed, as Btrfs and ZFS do, may have none, and then there is no
     * word.
     *
     * @param word a sentence without its end; what is too long is cut
     */
    public void leave(String word) {
        String line = word.lines().collect(Collectors.joining(" "));
        try {
            channel.write(beginning(holder() + line), 0);
        } catch (IOException noRoom) {
            return;
        }
    }

    /** Returns as many characters of a text as the file may have. */
    private static ByteBuffer beginning(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text), bytes, true);
        return bytes.flip();
    }

    /**
     * Returns the word that the last process to write a run left; empty for none, and while this
     * process may write it.
     */
    static synchronized Optional<String> word(Path run) {
        Path file = file(run, RUN);
        return isHeld(file) ? Optional.empty() : text(file).lines().skip(1).findFirst();
    }

    private static String holder() {
        return ProcessHandle.current().pid() + "\n";
    }

    private static String text(Path file) {
        try {
            return new String(RunFile.bytes(file, LONGEST), StandardCharsets.UTF_8);
        } catch (RunException e) {
            return "";
        }
    }

    /** Releases the right. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot release", identity.path(), e), e);
        } finally {
            HELD.remove(this);
        }
    }

    /** A check whether a run is live holds its lock for an instant. */
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
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(StandardCharsets.UTF_8.encode(holder()));
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
        String process = text(file).lines().findFirst().orElse("");
        return process.matches("\\d+") ? "process " + process : "another process";
    }

    private static Path file(Path given, String name) {
        Path folder = given.toAbsolutePath().normalize();
        try {
            return folder.toRealPath().resolve(name); // one folder, whatever path leads to it
        } catch (IOException gone) {
            return folder.resolve(name);
        }
    }
}
