package dev.gradus.cli;

import dev.gradus.run.Control;
import dev.gradus.run.ControlText;
import dev.gradus.train.Training;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Ctrl-C brings up at a terminal: the run waits, and what is typed is asked of it. {@link
 * Progress} shows the menu, the answers and the prompt, each when it has happened.
 */
final class PauseMenu {
    /** Who asks, on record. */
    static final String BY = "terminal";

    static final String PROMPT = "> ";
    static final String HELP =
            """
              c  continue         l 0.003            hold the learning rate
              v  validate         l cosine(0.01, 0)  another schedule for what is left
              f  find a rate      q                  save and quit, as Ctrl-C does now
            or any control, as coolDown 2ep, set momentum 0.8 or extend 6ep stretch; see gradus control --help
            """;

    private final Training training;
    private final BufferedReader typed;
    private final Output screen;
    private final AtomicBoolean open = new AtomicBoolean();

    /**
     * @param typed what a person types
     * @param screen where a word that is no command is answered
     */
    PauseMenu(Training training, BufferedReader typed, Output screen) {
        this.training = training;
        this.typed = typed;
        this.screen = screen;
    }

    /** Pauses the run and listens; saves and quits if it is paused already. */
    void interrupted() {
        if (open.compareAndSet(false, true)) {
            request(new Control.Pause());
            Thread.ofPlatform().daemon().name("gradus-menu").start(this::listen);
        } else {
            request(new Control.Quit());
        }
    }

    private void listen() {
        boolean listening = true;
        while (listening) {
            String line = line();
            try {
                List<Control> controls = controls(line);
                listening = controls.stream().noneMatch(PauseMenu::endsThePause);
                controls.forEach(this::request);
            } catch (IllegalArgumentException unknown) {
                screen.line(String.valueOf(unknown.getMessage()));
                screen.stream().print(PROMPT);
                screen.stream().flush();
            }
        }
    }

    /** Returns what was typed; the end of all input means to quit. */
    private String line() {
        try {
            String line = typed.readLine();
            return line == null ? "q" : line.strip();
        } catch (IOException gone) {
            return "q";
        }
    }

    /**
     * Returns what is asked for.
     *
     * @throws IllegalArgumentException if the line is no command; says what to write
     */
    static List<Control> controls(String line) {
        return switch (line) {
            case "c" -> List.of(new Control.Resume());
            case "v" -> List.of(new Control.Validate());
            case "f" -> List.of(new Control.Find());
            case "q" -> List.of(new Control.Quit());
            default ->
                    line.matches("[ls]\\s.*")
                            ? RateWish.controls(line.substring(1).strip())
                            : List.of(ControlText.parse(line));
        };
    }

    private static boolean endsThePause(Control control) {
        return switch (control) {
            case Control.Resume _, Control.Quit _, Control.Stop _, Control.StopAndKeepBest _ ->
                    true;
            default -> false;
        };
    }

    private void request(Control control) {
        if (control instanceof Control.Resume) {
            open.set(false);
        }
        training.request(control, BY);
    }
}
