package dev.gradus.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The current width of the terminal. It is queried again when a signal says that its size has
 * changed, and from time to time, because that signal may be missing; a query starts a process.
 */
public final class TerminalSize {
    private static final int USUAL = 80;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_TRIES = 3;
    private static final File TERMINAL = new File("/dev/tty");

    private volatile boolean changed = true;
    private int columns = USUAL;
    private long asked;

    public TerminalSize() {
        var _ = Signals.on("WINCH", () -> changed = true);
    }

    /** Returns the terminal's columns, or 80 if they are unknown. */
    public int columns() {
        long now = System.nanoTime();
        if (changed || now - asked > MOST_NANOS) {
            asked = now;
            measure();
        }
        return columns;
    }

    /** A query takes a while, in which the size may change again. */
    private void measure() {
        for (int tries = 0; tries == 0 || (changed && tries < MOST_TRIES); tries++) {
            changed = false;
            columns = measured();
        }
    }

    /**
     * Returns whether a terminal that becomes narrower rewraps its lines, so that a line may take
     * several rows. The terminals that truncate them instead are known.
     */
    public static boolean isReflowing(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        boolean cuts =
                kind.equals("linux")
                        || kind.startsWith("vt")
                        || kind.startsWith("rxvt")
                        || (kind.startsWith("screen") && !environment.containsKey("TMUX"));
        return !cuts && !environment.containsKey("XTERM_VERSION");
    }

    private static int measured() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(TERMINAL)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return USUAL;
            }
            byte[] answer = stty.getInputStream().readAllBytes();
            String[] size = new String(answer, StandardCharsets.US_ASCII).strip().split(" ", -1);
            int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
            return columns > 0 ? columns : USUAL;
        } catch (IOException | NumberFormatException unknown) {
            return USUAL;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
