package dev.gradus.cli.syntax;

import dev.gradus.text.FileFault;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the process. It never throws, so a reader that closes the pipe does not stop the
 * command, but it remembers why writing failed, for example because of a full disk.
 */
public final class CheckedStream extends PrintStream {
    private static final int BUFFER = 1 << 13;

    private final Watched watched;

    private CheckedStream(Watched watched, Charset charset) {
        super(new BufferedOutputStream(watched, BUFFER), false, charset);
        this.watched = watched;
    }

    public static CheckedStream of(FileDescriptor descriptor, Charset charset) {
        return of(new FileOutputStream(descriptor), charset);
    }

    public static CheckedStream of(OutputStream bytes, Charset charset) {
        return new CheckedStream(new Watched(bytes), charset);
    }

    /**
     * Returns why output is missing; a reader that closed the pipe, like {@code head}, is not an
     * error.
     */
    Optional<String> fault() {
        return Optional.ofNullable(watched.fault);
    }

    private static final class Watched extends FilterOutputStream {
        private volatile @Nullable String fault;

        Watched(OutputStream bytes) {
            super(bytes);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                out.write(bytes, from, count);
            } catch (IOException failure) {
                String why = FileFault.reason(failure);
                if (!why.toLowerCase(Locale.ROOT).contains("pipe")) {
                    fault = why;
                }
                throw failure;
            }
        }
    }
}
