package dev.gradus.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks the terminal how wide it is. */
final class TerminalSize {
    private static final int USUAL = 80;
    private static final File TERMINAL = new File("/dev/tty");

    private TerminalSize() {}

    /** Returns the terminal's columns, or 80 where it does not say. */
    static int columns() {
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
