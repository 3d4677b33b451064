package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.terminal.Signals;
import dev.gradus.run.control.Control;
import dev.gradus.train.Training;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What Ctrl-C and signals do to a run. At a terminal Ctrl-C brings up the {@link PauseMenu}.
 * Otherwise the run is saved at its next step and puts its things away before the process is gone,
 * which the JVM then ends with 130 or 143 by itself.
 */
public final class Interruption implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private final Optional<PauseMenu> menu;
    private final Runnable restore;
    private volatile int code;

    private Interruption(Runnable quit, Optional<PauseMenu> menu) {
        hook =
                new Thread(
                        () -> {
                            quit.run();
                            await();
                            if (code == ExitCode.UNKEPT) {
                                Runtime.getRuntime().halt(code);
                            }
                        },
                        "gradus-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        this.menu = menu;
        restore = menu.map(shown -> Signals.onInterrupt(shown::interrupted)).orElse(() -> {});
    }

    /**
     * Begins to listen for signals to a run.
     *
     * @param training the run
     * @param menu what Ctrl-C brings up, where somebody can answer
     * @return what is to be closed when the run is over
     */
    public static Interruption of(Training training, Optional<PauseMenu> menu) {
        return new Interruption(() -> training.request(new Control.Quit(), "signal"), menu);
    }

    /**
     * Begins to listen for signals to other work.
     *
     * @param quit ends what is under way, soon, with all saved
     * @return what is to be closed when the work is over
     */
    public static Interruption of(Runnable quit) {
        return new Interruption(quit, Optional.empty());
    }

    /**
     * Says what the run's end means to a script: that something is lost must not look like an
     * ending by which all is saved.
     */
    public void endsWith(int exitCode) {
        code = exitCode;
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
        restore.run();
        menu.ifPresent(PauseMenu::close);
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is what waits for this; it ends now.
        }
    }
}
