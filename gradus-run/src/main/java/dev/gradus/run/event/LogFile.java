package dev.gradus.run.event;

import dev.gradus.number.Text;
import dev.gradus.run.file.FileIdentity;
import dev.gradus.run.file.RunFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The file behind an {@link EventLog}. It ends with a complete line after every success and every
 * failure, and notices what other programs do to it.
 */
final class LogFile implements EventLog.Disk {
    /** A crash leaves a torn line shorter than this; anything longer was never an event. */
    private static final int LONGEST_TORN = 1 << 20;

    private static final ByteBuffer NEW_LINE = ByteBuffer.wrap(new byte[] {'\n'});

    private final FileChannel channel;
    private final FileIdentity identity;
    private final Supplier<Path> place;
    private final Optional<String> torn;
    private Optional<String> change = Optional.empty();
    private Optional<String> absence = Optional.empty();
    private long end;

    private LogFile(Path path, Supplier<Path> place, FileChannel channel) throws IOException {
        this.place = place;
        this.channel = channel;
        this.identity = FileIdentity.of(path);
        this.end = channel.size();
        this.torn = endWithALine(String.valueOf(path.getFileName()));
    }

    /**
     * Opens a file.
     *
     * @param place where it is now, since its folder may be renamed
     */
    static LogFile open(Supplier<Path> place) throws IOException {
        Path path = place.get();
        RunFile.requirePlain(path);
        FileChannel channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            return new LogFile(path, place, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Cuts off a torn event, and terminates any other incomplete line; returns what to report. */
    private Optional<String> endWithALine(String name) throws IOException {
        byte[] tail = tail();
        if (tail.length == 0) {
            return Optional.empty();
        }
        if (tail[0] != '{' || tail.length == LONGEST_TORN) {
            write(NEW_LINE.duplicate());
            return Optional.of(
                    "the last line of %s is not an event; it is left in the file".formatted(name));
        }
        end -= tail.length;
        channel.truncate(end);
        return Optional.of(
                Text.of(
                        "the last line of %s was torn when the process ended; its %d bytes were cut off",
                        name, tail.length));
    }

    /** Returns what follows the last line. */
    private byte[] tail() throws IOException {
        ByteBuffer last = ByteBuffer.allocate((int) Math.min(end, LONGEST_TORN));
        int read = 0;
        while (last.hasRemaining() && read >= 0) {
            read = channel.read(last, end - last.capacity() + last.position());
        }
        byte[] bytes = last.array();
        int start = bytes.length;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    @Override
    public Optional<String> torn() {
        return torn;
    }

    @Override
    public void append(byte[] bytes, int length) throws IOException {
        watch();
        try {
            write(ByteBuffer.wrap(bytes, 0, length));
        } catch (IOException e) {
            cutBack();
            throw e;
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        long at = end;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        end = at;
    }

    /**
     * A partial line would count as damage; if cutting fails too, the next attempt overwrites it.
     */
    private void cutBack() {
        try {
            channel.truncate(end);
        } catch (IOException stays) {
            return;
        }
    }

    /** Continues where the file ends now, if others changed that, and remembers that they did. */
    private void watch() throws IOException {
        long size = channel.size();
        if (size < end) {
            change = Optional.of("it was cut by another program while the run was writing it");
        } else if (size > end) {
            change = Optional.of("another program wrote to it while the run was writing it");
        }
        if (size != end) {
            end = size;
            if (tail().length > 0) {
                write(NEW_LINE.duplicate());
            }
        }
        absence = absence(place.get());
    }

    /** Returns what others did to the file, unless it is where it was, or there again. */
    private Optional<String> absence(Path now) {
        if (identity.isOf(now)) {
            return Optional.empty();
        }
        Path folder = now.toAbsolutePath().getParent();
        return Optional.of(
                folder != null && Files.isDirectory(folder)
                        ? "it was removed or replaced while the run was writing it"
                        : "it was removed with its folder, or moved, while the run was writing it");
    }

    @Override
    public Optional<String> fault() {
        return absence.or(() -> change);
    }

    @Override
    public void force() throws IOException {
        watch();
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
