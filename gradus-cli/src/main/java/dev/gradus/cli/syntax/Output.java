package dev.gradus.cli.syntax;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * A stream to write to, and what reads it.
 *
 * @param stream takes the text; it never throws, so a reader that goes away stops nothing
 * @param reader who is at the other end
 */
public record Output(PrintStream stream, Reader reader) {
    /** Who reads an output. */
    public enum Reader {
        /** A person at a terminal, where a line can be written over. */
        TERMINAL,
        /** A file or another program. */
        PIPE
    }

    public void line(String text) {
        stream.println(text);
    }

    /** Returns why something that was written here is missing, if it is known to be. */
    public Optional<String> fault() {
        return stream instanceof CheckedStream checked ? checked.fault() : Optional.empty();
    }

    public PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    public boolean isTerminal() {
        return reader == Reader.TERMINAL;
    }

    /** Returns whether characters beyond ASCII arrive. */
    public boolean isUnicode() {
        Charset charset = stream.charset();
        return charset.canEncode() && charset.newEncoder().canEncode("⣿█│…");
    }
}
