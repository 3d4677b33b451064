package dev.gradus.data.parquet;

import dev.hardwood.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file in ranges. It is not mapped into memory, where a file that gets shorter meanwhile
 * would end the process; a range beyond its end is refused before any memory is taken for it.
 */
final class FileRanges implements InputFile {
    private final Path path;
    private @Nullable FileChannel file;

    FileRanges(Path path) {
        this.path = path;
    }

    @Override
    public synchronized void open() throws IOException {
        if (file == null) {
            file = FileChannel.open(path);
        }
    }

    private synchronized FileChannel file() throws IOException {
        if (file == null) {
            throw new IOException("the file is not open");
        }
        return file;
    }

    @Override
    public ByteBuffer readRange(long offset, int length) throws IOException {
        FileChannel source = file();
        if (offset < 0 || length < 0 || offset > source.size() - length) {
            throw new EOFException("it is cut off");
        }
        ByteBuffer range = ByteBuffer.allocate(length);
        while (range.hasRemaining()) {
            if (source.read(range, offset + range.position()) < 0) {
                throw new EOFException("it is cut off");
            }
        }
        return range.flip();
    }

    @Override
    public long length() throws IOException {
        return file().size();
    }

    @Override
    public String name() {
        return path.getFileName().toString();
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
