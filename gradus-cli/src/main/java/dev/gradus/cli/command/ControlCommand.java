package dev.gradus.cli.command;

import dev.gradus.cli.input.RunsFolder;
import dev.gradus.cli.screen.AnswerText;
import dev.gradus.cli.screen.Patience;
import dev.gradus.cli.screen.SuggestedName;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.conversation.Conversation;
import dev.gradus.run.conversation.Conversation.Exchange;
import dev.gradus.run.conversation.Conversation.Reply;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.EventJson;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.json.RunException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code gradus control}. */
public final class ControlCommand implements Command {
    private static final double LONGEST_SECONDS = 1e6;
    private static final double MILLIS = 1e3;

    private final Surroundings surroundings;
    private String name = "";
    private List<String> words = List.of();
    private final RunsFolder runs = new RunsFolder();
    private @Nullable Double timeout;
    private boolean json;

    public ControlCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("control", this)
                .synopsis("[OPTION...] RUN COMMAND...")
                .description(
                        "Ask a live run for a change or for numbers, and print its answer.",
                        "The run answers before its next update. COMMAND is one of",
                        "",
                        "  set learningRate 0.003        hold a value; also momentum, weightDecay",
                        "  scale learningRate 0.5        multiply it",
                        "  release learningRate          back to the schedule",
                        "  schedule learningRate \"cosine(0.003, 0)\"   another schedule for the rest",
                        "  coolDown 2ep                  down to 0 over 2 epochs, then end; 500 means steps",
                        "  extend 6ep stretch            a new total length; or keep, append",
                        "  pause, resume                 wait before the next update; continue",
                        "  checkpoint                    save now",
                        "  validate                      measure the validation data now",
                        "  find                          search for a learning rate on a copy of the run",
                        "  updateRatios 100              measure one update in 100 relative to weights; or off",
                        "  quit                          save and end the process; gradus resume continues",
                        "  stop, stopAndKeepBest         end the run with the newest or the best parameters")
                .example("gradus control latest set learningRate 0.003")
                .parameter("RUN", name, word -> name = word)
                .says(RunsFolder.RUN)
                .parameters(1, "COMMAND", words, several -> words = several)
                .says("What to ask for.")
                .with(runs::declare)
                .option("--timeout=SECONDS", Double.class, timeout, seconds -> timeout = seconds)
                .says(
                        "How long to wait for the answer: by default 10 seconds, or 300 if the run has",
                        "to measure, to search or to save.")
                .flag("--json", json, asked -> json = asked)
                .says("Print the answer as one JSON object: the event in the run's record.");
    }

    @Override
    public Integer call() throws InterruptedException {
        requireRunFirst();
        Control control = ControlText.parse(String.join(" ", words));
        Duration patience = patience(control);
        Run run = runs.find(name, surroundings);
        Exchange exchange =
                Conversation.with(run, "gradus control", InstantSource.system()).ask(control);
        return switch (exchange.await(patience)) {
            case Reply.Answered(ControlAnswered event) -> answered(run, exchange, event, patience);
            case Reply.Misread(String reason) ->
                    throw new RunException(
                            "run %s could not read the request, because another version of Gradus trains it: %s"
                                    .formatted(run.id(), reason));
            case Reply.Gone(Optional<RunEnded> end) -> throw new RunException(gone(run, end));
            case Reply.Away() -> throw new RunException(away(run));
            case Reply.Late() -> late(run);
        };
    }

    /** A control that stands where the run belongs, followed by none, lacks its run. */
    private void requireRunFirst() {
        List<String> controls = ControlText.commands();
        if (controls.contains(name) && !controls.contains(words.getFirst())) {
            throw new IllegalArgumentException(
                    "'%s' stands in the place of RUN; write gradus control RUN %s %s"
                            .formatted(name, name, String.join(" ", words)));
        }
    }

    private Duration patience(Control control) {
        if (timeout == null) {
            return Patience.of(control);
        }
        if (!(timeout >= 0) || timeout > LONGEST_SECONDS) {
            throw new IllegalArgumentException(
                    "--timeout takes a number of seconds from 0 to 1000000, got " + timeout);
        }
        return Duration.ofMillis(Math.round(MILLIS * timeout));
    }

    private int answered(Run run, Exchange exchange, ControlAnswered event, Duration patience)
            throws InterruptedException {
        if (json) {
            surroundings.out().line(EventJson.write(event));
        }
        if (event.answer() instanceof Answer.Refused(var _, String reason)) {
            throw new IllegalArgumentException("the run refused: " + reason);
        }
        if (!json) {
            tell(run, event);
            if (event.answer() instanceof Answer.Ending) {
                surroundings.out().stream().flush(); // the run may take a while to end
                tellEnd(run, exchange.awaitEnd(patience));
            }
        }
        return ExitCode.DONE;
    }

    private void tell(Run run, ControlAnswered event) {
        String step = NumberText.grouped(event.step());
        List<String> lines =
                AnswerText.lines(
                        event,
                        "%s control %s set learningRate"
                                .formatted(
                                        surroundings.launcher(), SuggestedName.of(run.folder())));
        boolean changed = event.answer() instanceof Answer.Applied;
        say(changed ? "applied before step " + step : "at step " + step);
        lines.forEach(line -> say("  " + line));
        if (event.activity() == Activity.PAUSED) {
            say(
                    "the run is paused; %s control %s resume"
                            .formatted(surroundings.launcher(), SuggestedName.of(run.folder())));
        }
    }

    private void tellEnd(Run run, Reply reply) {
        switch (reply) {
            case Reply.Gone(Optional<RunEnded> end) -> say(ended(run, end));
            case Reply.Away() -> throw new RunException(away(run));
            case Reply.Late() -> say("the run has not ended yet; it is being saved");
            case Reply.Answered _, Reply.Misread _ ->
                    throw new IllegalStateException("no end: " + reply);
        }
    }

    private void say(String line) {
        surroundings.out().line(line);
    }

    private int late(Run run) {
        surroundings
                .err()
                .line(
                        "gradus: run %s is alive but has not answered in time; its record will contain the answer to the request (%s)"
                                .formatted(run.id(), run.events()));
        return ExitCode.UNANSWERED;
    }

    private String gone(Run run, Optional<RunEnded> end) {
        return "run %s is not training: %s".formatted(run.id(), ended(run, end));
    }

    private static String away(Run run) {
        return "the folder of run %s was renamed, moved away or removed meanwhile; the record in it says what the run did"
                .formatted(run.id());
    }

    /** Says how a run ended, and which command continues it. */
    private String ended(Run run, Optional<RunEnded> end) {
        String resume =
                "%s resume %s".formatted(surroundings.launcher(), SuggestedName.of(run.folder()));
        if (end.isEmpty()) {
            return "%s; %s continues it"
                    .formatted(run.unrecordedEnd().orElse("its process was killed"), resume);
        }
        String reason =
                "it ended after %s: %s"
                        .formatted(
                                NumberText.counted(end.get().steps(), "step"), end.get().reason());
        return end.get().reason() == BuiltIn.COMPLETED
                ? Text.of(
                        "%s; %s --steps %d --extend append trains it longer",
                        reason, resume, 2 * end.get().steps())
                : "%s; %s continues it".formatted(reason, resume);
    }
}
