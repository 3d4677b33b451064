package dev.gradus.train.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened for something that could not be completed. */
public final class Undo implements AutoCloseable {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    /** Creates an empty list. */
    public Undo() {}

    /**
     * Remembers how to close something, and returns it.
     *
     * @param <T> the type of what was opened
     * @param opened what was opened
     * @param close closes it
     * @return what was opened
     */
    public <T> T with(T opened, Runnable close) {
        steps.push(close);
        return opened;
    }

    /** Keeps everything open. */
    public void nothing() {
        steps.clear();
    }

    /** Closes everything, the last first; if one fails, the others are closed nevertheless. */
    @Override
    public void close() {
        if (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } finally {
                close();
            }
        }
    }
}
