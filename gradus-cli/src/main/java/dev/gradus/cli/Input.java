package dev.gradus.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream to read from, and what writes it. One thread reads it, from the first question on, so
 * that whoever waits for a line can be interrupted.
 */
final class Input {
    private final BufferedReader lines;
    private final Writer writer;
    private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
    private @Nullable Thread reader;

    /** Who writes an input. */
    enum Writer {
        /** A person at a keyboard, who can be asked. */
        KEYBOARD,
        /** A file or another program, or nobody. */
        PIPE
    }

    Input(BufferedReader lines, Writer writer) {
        this.lines = lines;
        this.writer = writer;
    }

    /** Returns an input that nobody writes. */
    static Input none() {
        return new Input(new BufferedReader(Reader.nullReader()), Writer.PIPE);
    }

    boolean isKeyboard() {
        return writer == Writer.KEYBOARD;
    }

    /** Waits for the next line; nothing means the end of the input. */
    Optional<String> nextLine() throws InterruptedException {
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
