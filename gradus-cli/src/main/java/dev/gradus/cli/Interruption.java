package dev.gradus.cli;

import dev.gradus.run.Control;
import dev.gradus.train.Training;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a run at the next step when the process is asked to end (Ctrl-C, a signal), and lets it put
 * its things away before the process is gone. The JVM then exits with 130 or 143 by itself.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Thread hook;

    private Interruption(Training training) {
        hook =
                new Thread(
                        () -> {
                            asked.set(true);
                            training.request(new Control.Stop(), "terminal");
                            await();
                        },
                        "gradus-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Interruption of(Training training) {
        return new Interruption(training);
    }

    /** Returns whether the process was asked to end. */
    boolean isAsked() {
        return asked.get();
    }

    private void await() {
        try {
            done.await();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that all is put away. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is what waits for this; it ends now.
        }
    }
}
