package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.TerminalInput;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.conversation.Conversation;
import dev.gradus.run.conversation.Conversation.Exchange;
import dev.gradus.run.conversation.Conversation.Reply;
import dev.gradus.text.Suggestions;
import dev.gradus.train.Training;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The menu for Ctrl-C at a terminal: the run waits, and typed commands are sent to it as requests.
 * {@link Progress} shows the menu, the answers and the prompt as they occur.
 */
public final class PauseMenu implements AutoCloseable {
    /** The sender of requests, in the record. */
    static final String BY = "terminal";

    static final String PROMPT = "> ";
    static final String HELP =
            """
              c  continue         l 0.003            hold the learning rate
              v  validate         l cosine(0.01, 0)  another schedule for the rest
              f  find a rate      q                  save and quit, as Ctrl-C does now
              ?  all of this      or any control, such as coolDown 2ep or extend 6ep stretch
            """;

    /** The lines that {@code ?} adds. */
    static final String CONTROLS =
            """
              set learningRate 0.003        hold a value; also momentum, weightDecay
              scale learningRate 0.5        multiply it
              release learningRate          back to the schedule
              schedule momentum hold(0.9)   another schedule for the rest
              coolDown 2ep                  down to 0 over 2 epochs, then end; 500 means steps
              extend 6ep stretch            a new total length; or keep, append
              checkpoint                    save now
              updateRatios 100              measure one update in 100 relative to weights; or off
              stop                          end the run with the newest parameters
              stopAndKeepBest               end the run with the best parameters
            """;

    /** The requests of the menu's letters. */
    private static final List<String> WORDS = List.of("continue", "quit", "help");

    private static final Set<String> HELP_WORDS = Set.of("?", "h", "help");

    private final Training training;
    private final TerminalInput keyboard;
    private final Output screen;
    private final Conversation conversation;
    private @Nullable Thread listener;
    private @Nullable Exchange pause;

    /** How many pauses were requested. */
    private long pauses;

    /** Whether the end of the newest pause was requested, so that Ctrl-C means another pause. */
    private boolean resuming;

    /**
     * Opens the menu of a paused run.
     *
     * @param keyboard where a person types
     * @param screen where a word that is not a command is answered
     */
    public PauseMenu(Training training, TerminalInput keyboard, Output screen) {
        this.training = training;
        this.conversation = training.conversation(BY);
        this.keyboard = keyboard;
        this.screen = screen;
    }

    /** Pauses the run and listens; saves and quits if a pause was already requested. */
    public synchronized void interrupted() {
        if (isAsking()) {
            conversation.ask(new Control.Quit());
            return;
        }
        pause = conversation.ask(new Control.Pause());
        pauses++;
        resuming = false;
        if (listener == null) {
            listener = Thread.ofPlatform().daemon().name("gradus-menu").start(this::listen);
        }
    }

    /** Not if another program has resumed the run meanwhile. */
    private boolean isAsking() {
        return listener != null && !resuming && (training.isPaused() || !isAnswered());
    }

    private boolean isAnswered() {
        try {
            return pause != null && !(pause.await(Duration.ZERO) instanceof Reply.Late);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void listen() {
        try {
            boolean listening = true;
            while (listening) {
                String line = keyboard.nextLine().orElse("q").strip();
                long heard = pauses();
                listening = obey(line) || !ends(heard);
            }
        } catch (InterruptedException closed) {
            // The run has ended; what is typed next is not meant for it.
        }
    }

    private synchronized void resume() {
        resuming = true;
    }

    private synchronized long pauses() {
        return pauses;
    }

    /**
     * Stops listening, unless Ctrl-C has requested another pause since: nothing else would notice
     * it.
     */
    private synchronized boolean ends(long heard) {
        if (pauses != heard) {
            return false;
        }
        listener = null;
        return true;
    }

    /** Sends what was typed as a request; returns whether to keep listening. */
    private boolean obey(String line) throws InterruptedException {
        if (HELP_WORDS.contains(line)) {
            answer((HELP + CONTROLS).stripTrailing());
            return true;
        }
        try {
            List<Control> controls = controls(line);
            boolean ends = controls.stream().anyMatch(Control::endsPause);
            if (ends) {
                resume();
            }
            for (Control control : controls) {
                ask(control);
            }
            return !ends;
        } catch (IllegalArgumentException unknown) {
            answer(String.valueOf(unknown.getMessage()));
            return true;
        }
    }

    /** {@link Progress} shows the answer itself, as it does for everybody's requests. */
    private void ask(Control control) throws InterruptedException {
        if (control instanceof Control.Find) {
            screen.line("searching on copies of the run; this takes a few hundred steps");
        }
        switch (conversation.ask(control).await(Patience.of(control))) {
            case Reply.Answered _ -> {}
            case Reply.Late() -> answer("the run is busy; its answer will be shown here");
            case Reply.Gone _, Reply.Away _ -> screen.line("the run has ended and does not answer");
            case Reply.Misread(String reason) -> answer(reason);
        }
    }

    private void answer(String text) {
        screen.line(text);
        screen.stream().print(PROMPT);
        screen.stream().flush();
    }

    /** Stops listening. */
    @Override
    public synchronized void close() {
        if (listener != null) {
            listener.interrupt();
        }
    }

    /**
     * Returns the request.
     *
     * @throws IllegalArgumentException if the line is not a command; the message says what to write
     */
    static List<Control> controls(String line) {
        return switch (line) {
            case "c", "continue" -> List.of(new Control.Resume());
            case "v" -> List.of(new Control.Validate());
            case "f" -> List.of(new Control.Find());
            case "q" -> List.of(new Control.Quit());
            default ->
                    line.startsWith("l ")
                            ? RateWish.controls(line.substring(1).strip())
                            : List.of(control(line));
        };
    }

    private static Control control(String line) {
        String word = line.split("\\s+", 2)[0];
        if (word.equals("l")) {
            throw new IllegalArgumentException(
                    "l takes a rate or a schedule, such as l 0.003 or l cosine(0.01, 0)");
        }
        try {
            return ControlText.parse(line);
        } catch (IllegalArgumentException fault) {
            if (ControlText.commands().contains(word)) {
                throw fault;
            }
            throw new IllegalArgumentException(
                    word.isEmpty() ? "? lists the commands" : unknown(word), fault);
        }
    }

    private static String unknown(String word) {
        var known = new ArrayList<>(ControlText.commands());
        known.addAll(WORDS);
        return Suggestions.unknown("command", word, known) + "; ? lists the commands";
    }
}
