package dev.gradus.train;

import java.util.ArrayDeque;
import java.util.Deque;

/** Gives back what was opened on the way to something, if the way does not lead there. */
final class Undo implements AutoCloseable {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    /** Notes how to give something back, and returns it. */
    <T> T with(T opened, Runnable close) {
        steps.push(close);
        return opened;
    }

    /** Keeps all that was opened. */
    void nothing() {
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
