package dev.gradus.cli.syntax;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream to read from, and what writes it. One thread reads it, from the first request on, so
 * that a thread that waits for a line can be interrupted.
 */
public final class TerminalInput {
    private final InputStream bytes;
    private final BufferedReader lines;
    private final Writer writer;
    private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
    private @Nullable Thread reader;

    /** What writes an input. */
    public enum Writer {
        /** A person at a keyboard, who can be asked. */
        KEYBOARD,
        /** A file, another program, or nothing. */
        PIPE
    }

    /**
     * @param charset the encoding of lines; bytes are passed on unchanged
     */
    public TerminalInput(InputStream bytes, Charset charset, Writer writer) {
        this(bytes, new BufferedReader(new InputStreamReader(bytes, charset)), writer);
    }

    /** An input of lines alone. */
    public TerminalInput(BufferedReader lines, Writer writer) {
        this(InputStream.nullInputStream(), lines, writer);
    }

    private TerminalInput(InputStream bytes, BufferedReader lines, Writer writer) {
        this.bytes = bytes;
        this.lines = lines;
        this.writer = writer;
    }

    /** Returns an empty input. */
    public static TerminalInput none() {
        return new TerminalInput(
                InputStream.nullInputStream(), StandardCharsets.UTF_8, Writer.PIPE);
    }

    public boolean isKeyboard() {
        return writer == Writer.KEYBOARD;
    }

    /** Returns the raw bytes, for callers that read no lines. */
    public InputStream bytes() {
        return bytes;
    }

    /** Waits for the next line; empty at the end of the input. */
    public Optional<String> nextLine() throws InterruptedException {
        synchronized (this) {
            if (reader == null) {
                reader = Thread.ofPlatform().daemon().name("gradus-input").start(this::read);
            }
        }
        return typed.take();
    }

    private void read() {
        boolean more = true;
        while (more) {
            Optional<String> line = line();
            typed.add(line);
            more = line.isPresent();
        }
    }

    private Optional<String> line() {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
