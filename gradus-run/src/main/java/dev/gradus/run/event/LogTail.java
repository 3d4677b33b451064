package dev.gradus.run.event;

import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Finds the last lines of a log from its end, however long it is. */
public final class LogTail {
    private static final int CHUNK = 1 << 16;

    private LogTail() {}

    /**
     * {@return where the last complete line ends; 0 if there is none}
     *
     * @param file the log
     */
    public static long end(Path file) {
        return lineBreak(file, Long.MAX_VALUE);
    }

    /**
     * {@return where the last complete line starts; 0 if there is none}
     *
     * @param file the log
     */
    public static long lastLine(Path file) {
        return lineBreak(file, end(file) - 1);
    }

    /** Returns the place after the last line break among the first bytes of a file. */
    private static long lineBreak(Path file, long bytes) {
        if (bytes <= 0 || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        RunFile.requireReadable(file);
        try (SeekableByteChannel input = Files.newByteChannel(file)) {
            long end = Math.min(bytes, input.size());
            while (end > 0) {
                long start = Math.max(0, end - CHUNK);
                byte[] chunk = bytes(input, start, (int) (end - start));
                for (int i = chunk.length - 1; i >= 0; i--) {
                    if (chunk[i] == '\n') {
                        return start + i + 1;
                    }
                }
                end = start;
            }
            return 0;
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot read", file, e), e);
        }
    }

    /** Returns zeros for parts that are cut off meanwhile. */
    private static byte[] bytes(SeekableByteChannel input, long start, int count)
            throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(count);
        input.position(start);
        int read = 0;
        while (chunk.hasRemaining() && read >= 0) {
            read = input.read(chunk);
        }
        return chunk.array();
    }
}
