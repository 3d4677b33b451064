package dev.gradus.cli.syntax;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * A stream to write to, and what reads it.
 *
 * @param stream takes the text; it never throws, so a reader that closes the pipe does not stop the
 *     command
 * @param reader what is at the other end
 */
public record Output(PrintStream stream, Reader reader) {
    /** What reads an output. */
    public enum Reader {
        /** A person at a terminal, where a line can be redrawn. */
        TERMINAL,
        /** A file or another program. */
        PIPE
    }

    public void line(String text) {
        stream.println(text);
    }

    /** Returns why some output is missing, if it is known to be. */
    public Optional<String> fault() {
        return stream instanceof CheckedStream checked ? checked.fault() : Optional.empty();
    }

    public PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    public boolean isTerminal() {
        return reader == Reader.TERMINAL;
    }

    /** Returns whether non-ASCII characters can be written. */
    public boolean isUnicode() {
        Charset charset = stream.charset();
        return charset.canEncode() && charset.newEncoder().canEncode("⣿█│…");
    }
}
