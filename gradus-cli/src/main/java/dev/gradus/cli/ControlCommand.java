package dev.gradus.cli;

import dev.gradus.run.Control;
import dev.gradus.run.ControlRequest;
import dev.gradus.run.ControlText;
import dev.gradus.run.Mailbox;
import dev.gradus.run.Run;
import dev.gradus.run.RunException;
import dev.gradus.run.Runs;
import dev.gradus.run.TrainingEvent;
import dev.gradus.run.TrainingEvent.ControlApplied;
import dev.gradus.run.TrainingEvent.ControlRejected;
import dev.gradus.run.TrainingEvent.Note;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code gradus control}. */
final class ControlCommand implements Command {
    private static final int LOOKS = 100;
    private static final int LOOKS_FOR_A_SEARCH = 3000;
    private static final long LOOK_MILLIS = 100;

    private final Surroundings surroundings;
    private String name = "";
    private List<String> words = List.of();
    private String runs = "runs";

    ControlCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("control", this)
                .synopsis("[OPTION...] RUN COMMAND...")
                .description(
                        "Ask a live run for a change; it is applied before its next update.",
                        "set learningRate 0.003, scale learningRate 0.5, release learningRate,",
                        "schedule learningRate \"cosine(0.003, 0)\", coolDown 2ep, extend 6ep stretch, pause, resume,",
                        "checkpoint, validate, find, quit (save; gradus resume goes on), stop, stopAndKeepBest;",
                        "also for momentum and weightDecay.")
                .example("gradus control latest set learningRate 0.003")
                .parameter("RUN", name, word -> name = word)
                .says("latest, a run's id or the beginning of it, or the path of its folder.")
                .parameters(1, "COMMAND", words, several -> words = several)
                .says("What to ask for.")
                .option("--runs=DIR", String.class, runs, folder -> runs = folder)
                .says("The folder of all runs.");
    }

    @Override
    public Integer call() throws InterruptedException {
        Control control = ControlText.parse(String.join(" ", words));
        Run run = new Runs(surroundings.path(runs)).find(name, surroundings::warn);
        if (!run.isLive()) {
            throw new RunException(
                    "run %s is not being trained now; gradus resume %s goes on with it"
                            .formatted(run.id(), run.id()));
        }
        var request =
                new ControlRequest(
                        UUID.randomUUID().toString(),
                        "gradus control",
                        InstantSource.system().instant(),
                        control);
        new Mailbox(run.mailbox()).send(request);
        List<TrainingEvent> answer = answer(run, request);
        if (answer.isEmpty()) {
            surroundings
                    .out()
                    .line(
                            "sent; the run has not answered yet, its record will say what came of it");
        }
        answer.forEach(this::tell);
        return ExitCode.DONE;
    }

    private void tell(TrainingEvent answer) {
        switch (answer) {
            case ControlApplied applied ->
                    surroundings
                            .out()
                            .line("applied before step " + Numbers.grouped(applied.step()));
            case Note note -> surroundings.out().line(note.text());
            case ControlRejected refused ->
                    throw new IllegalArgumentException("the run refused: " + refused.reason());
            default -> throw new IllegalStateException("no answer: " + answer);
        }
    }

    /**
     * Waits for the event that says what became of a request, some seconds or as long as a search
     * takes, and for the remark that follows if a question was asked.
     */
    private static List<TrainingEvent> answer(Run run, ControlRequest request)
            throws InterruptedException {
        boolean search = request.control() instanceof Control.Find;
        boolean question = search || request.control() instanceof Control.Validate;
        var answer = new ArrayList<TrainingEvent>();
        int looks = search ? LOOKS_FOR_A_SEARCH : LOOKS;
        boolean live = true;
        for (int look = 0; live && look < looks && !isWhole(answer, question); look++) {
            Thread.sleep(LOOK_MILLIS);
            live = run.isLive(); // before reading, so that the last words are not missed
            answer.clear();
            run.read(
                    event -> {
                        if (answers(event, request)
                                || (question && answer.size() == 1 && event instanceof Note)) {
                            answer.add(event);
                        }
                    },
                    _ -> {}); // what cannot be read is no answer; who reads the record is told of
            // it
        }
        return answer;
    }

    private static boolean isWhole(List<TrainingEvent> answer, boolean question) {
        return answer.size() == (question ? 2 : 1)
                || (answer.size() == 1 && answer.getFirst() instanceof ControlRejected);
    }

    private static boolean answers(TrainingEvent event, ControlRequest request) {
        return switch (event) {
            case ControlApplied applied -> applied.request().id().equals(request.id());
            case ControlRejected refused -> refused.request().id().equals(request.id());
            default -> false;
        };
    }
}
