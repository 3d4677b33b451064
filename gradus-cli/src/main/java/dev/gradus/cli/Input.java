package dev.gradus.cli;

import java.io.BufferedReader;
import java.io.Reader;

/**
 * A stream to read from, and what writes it.
 *
 * @param lines the text
 * @param writer who is at the other end
 */
record Input(BufferedReader lines, Writer writer) {
    /** Who writes an input. */
    enum Writer {
        /** A person at a keyboard, who can be asked. */
        KEYBOARD,
        /** A file or another program, or nobody. */
        PIPE
    }

    /** Returns an input that nobody writes. */
    static Input none() {
        return new Input(new BufferedReader(Reader.nullReader()), Writer.PIPE);
    }

    boolean isKeyboard() {
        return writer == Writer.KEYBOARD;
    }
}
