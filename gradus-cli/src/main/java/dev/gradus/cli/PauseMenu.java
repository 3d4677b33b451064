package dev.gradus.cli;

import dev.gradus.run.Control;
import dev.gradus.run.ControlText;
import dev.gradus.train.Training;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C brings up at a terminal: the run waits, and what is typed is asked of it. {@link
 * Progress} shows the menu, the answers and the prompt, each when it has happened.
 */
final class PauseMenu implements AutoCloseable {
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
    private final Input keyboard;
    private final Output screen;
    private @Nullable Thread listener;
    private long askedAt;

    /**
     * @param keyboard where a person types
     * @param screen where a word that is no command is answered
     */
    PauseMenu(Training training, Input keyboard, Output screen) {
        this.training = training;
        this.keyboard = keyboard;
        this.screen = screen;
    }

    /** Pauses the run and listens; saves and quits if a pause is asked for already. */
    synchronized void interrupted() {
        if (isAsking()) {
            training.request(new Control.Quit(), BY);
            return;
        }
        askedAt = training.session().step();
        training.request(new Control.Pause(), BY);
        if (listener == null) {
            listener = Thread.ofPlatform().daemon().name("gradus-menu").start(this::listen);
        }
    }

    /** Not if somebody else has resumed the run meanwhile. */
    private boolean isAsking() {
        return listener != null && (training.isPaused() || training.session().step() == askedAt);
    }

    private void listen() {
        try {
            boolean listening = true;
            while (listening) {
                listening = obey(keyboard.nextLine().orElse("q").strip());
            }
        } catch (InterruptedException closed) {
            // The run is over; what is typed next is for another one.
            return;
        }
        synchronized (this) {
            listener = null;
        }
    }

    /** Asks for what was typed; returns whether there is more to listen to. */
    private boolean obey(String line) {
        try {
            List<Control> controls = controls(line);
            controls.forEach(control -> training.request(control, BY));
            return controls.stream().noneMatch(Control::endsPause);
        } catch (IllegalArgumentException unknown) {
            screen.line(String.valueOf(unknown.getMessage()));
            screen.stream().print(PROMPT);
            screen.stream().flush();
            return true;
        }
    }

    /** Listens no more. */
    @Override
    public synchronized void close() {
        if (listener != null) {
            listener.interrupt();
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
                    line.startsWith("l ")
                            ? RateWish.controls(line.substring(1).strip())
                            : List.of(ControlText.parse(line));
        };
    }
}
