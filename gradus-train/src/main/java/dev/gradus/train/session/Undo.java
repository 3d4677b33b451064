package dev.gradus.train.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** Gives back what was opened on the way to something, if the way does not lead there. */
public final class Undo implements AutoCloseable {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    /** Begins with nothing to undo. */
    public Undo() {}

    /**
     * Notes how to give something back, and returns it.
     *
     * @param <T> the type of what was opened
     * @param opened what was opened
     * @param close gives it back
     * @return what was opened
     */
    public <T> T with(T opened, Runnable close) {
        steps.push(close);
        return opened;
    }

    /** Keeps all that was opened. */
    public void nothing() {
        steps.clear();
    }

    /** Gives back, the last first; one that fails keeps none of the others. */
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
