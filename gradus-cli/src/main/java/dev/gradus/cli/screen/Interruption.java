package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.terminal.Signals;
import dev.gradus.run.control.Control;
import dev.gradus.train.Training;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What Ctrl-C and signals do to a run. At a terminal Ctrl-C brings up the {@link PauseMenu}.
 * Otherwise the run is saved at its next step and cleans up before the process ends, with the JVM's
 * own exit code 130 or 143.
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
     * Starts listening for signals to a run.
     *
     * @param training the run
     * @param menu the menu for Ctrl-C, if a person can answer
     * @return to be closed when the run has ended
     */
    public static Interruption of(Training training, Optional<PauseMenu> menu) {
        var signal = training.conversation("signal");
        // Without the warning of a refusal, which says no more than that the run has ended.
        return new Interruption(() -> signal.ask(new Control.Quit()), menu);
    }

    /**
     * Starts listening for signals to other work.
     *
     * @param quit ends the work soon, with everything saved
     * @return to be closed when the work is finished
     */
    public static Interruption of(Runnable quit) {
        return new Interruption(quit, Optional.empty());
    }

    /**
     * Sets the exit code: if something is lost, it must not look like an end that saved everything.
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

    /** Reports that cleaning up is finished. */
    @Override
    public void close() {
        restore.run();
        menu.ifPresent(PauseMenu::close);
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The shutdown hook waits for this; it ends now.
        }
    }
}
