package dev.gradus.train;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.Keys;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.FileRejected;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.train.checkpoint.Loaded;
import dev.gradus.train.session.TrainingSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains a run again from its record, repeats the requests at the steps where they were made, and
 * compares the bits of every loss, gradient norm and rate, and the final state.
 */
public final class Replay {
    private static final List<String> STOP = List.of(Keys.STOP.name());

    private final Map<Long, StepCompleted> steps = new HashMap<>();
    private final Map<Long, List<Control>> controls = new HashMap<>();
    private @Nullable RunEnded end;
    private long last = -1;
    private long compared;

    private Replay(List<TrainingEvent> record) {
        for (TrainingEvent event : record) {
            switch (event) {
                case StepCompleted step -> {
                    steps.put(step.step(), step);
                    last = Math.max(last, step.step());
                }
                case ControlAnswered answered -> {
                    Control control = answered.request().control();
                    if (answered.isDone() && control.effect() != Control.Effect.NONE) {
                        controls.computeIfAbsent(answered.batch(), _ -> new ArrayList<>())
                                .add(control);
                    }
                }
                case RunEnded ended -> end = ended;
                case RunStarted _,
                        RunResumed _,
                        PlanChanged _,
                        UpdatesMeasured _,
                        EpochCompleted _,
                        FileRejected _,
                        CheckpointWritten _,
                        Note _ -> {}
            }
        }
    }

    /** The result of a comparison. */
    public sealed interface Outcome {
        /** {@return the result in a sentence} */
        String text();
    }

    /**
     * Everything that could be compared is identical.
     *
     * @param steps how many steps were compared
     * @param state whether the state at the end was compared too
     */
    public record Identical(long steps, State state) implements Outcome {
        @Override
        public String text() {
            return "identical: %s%s"
                    .formatted(
                            NumberText.counted(steps, "step"),
                            state == State.COMPARED
                                    ? " and the state at the end"
                                    : "; the record has no end, so there is no state to compare");
        }
    }

    /** Whether there was a state to compare. */
    public enum State {
        /** The state at the end was compared. */
        COMPARED,
        /** The record has no end, so there was no state to compare. */
        UNKNOWN
    }

    /**
     * Something differs.
     *
     * @param step the first step that differs, or the number of steps if only the end differs
     * @param what the value that differs, with both numbers
     * @param causes what has changed since the run was recorded, one phrase each; empty if nothing
     *     is known
     */
    public record Differs(long step, String what, List<String> causes) implements Outcome {
        /** Copies the list. */
        public Differs {
            causes = List.copyOf(causes);
        }

        @Override
        public String text() {
            String text = Text.of("differs at step %d: %s", step, what);
            return causes.isEmpty()
                    ? text + "; recipe, data and machine are those on record, so this is a bug"
                    : text + "; the cause may be: " + String.join("; ", causes);
        }
    }

    /**
     * {@return what has changed since a run was recorded and may change its bits: the recipe, the
     * data, the backend, the instruction set, the library or the number of threads; a phrase each}
     *
     * @param record the events that count
     * @param training the same run, prepared
     */
    public static List<String> causes(List<TrainingEvent> record, Training training) {
        var causes = new LinkedHashSet<String>();
        for (TrainingEvent event : record) {
            switch (event) {
                case RunStarted started ->
                        causes.addAll(training.predecessor().changesSince(started));
                case RunResumed resumed ->
                        training.predecessor()
                                .changesSince(resumed.machine())
                                .forEach(change ->
                                        causes.add(change + ", after step " + resumed.step()));
                case Note note when note.text().startsWith(Predecessor.ACCEPTED) ->
                        causes.add(note.text());
                case Note _,
                        PlanChanged _,
                        StepCompleted _,
                        UpdatesMeasured _,
                        EpochCompleted _,
                        ControlAnswered _,
                        FileRejected _,
                        CheckpointWritten _,
                        RunEnded _ -> {}
            }
        }
        return List.copyOf(causes);
    }

    /**
     * Starts the replay of a fork at the checkpoint that it was forked from. Stop rules may differ:
     * whoever replays a run replaces those that depend on a clock.
     *
     * @param training the same run, prepared and not begun
     * @param origin the checkpoint
     */
    public static void begin(Training training, Loaded origin) {
        training.begin(origin, STOP);
    }

    /**
     * Trains again.
     *
     * @param record the events that count, as {@link dev.gradus.run.Run#record}
     * @param training the same run, prepared and not begun, at the step where the record begins
     * @return whether the bits are the same, and if not, where they differ first
     */
    public static Outcome of(List<TrainingEvent> record, Training training) {
        Outcome outcome = new Replay(record).run(training);
        return outcome instanceof Differs(long step, String what, var _)
                ? new Differs(step, what, causes(record, training))
                : outcome;
    }

    private Outcome run(Training training) {
        TrainingSession session = training.session();
        Optional<Outcome> refused = applyControls(training);
        while (refused.isEmpty() && !isOver(training)) {
            long step = session.step();
            training.turn();
            // Replicas make several updates in a turn; the session has the numbers of the last.
            long newest = Math.max(step, session.step() - 1);
            StepCompleted recorded = isMade(training, step) ? steps.get(newest) : null;
            String difference = recorded == null ? "" : difference(recorded, session);
            if (!difference.isEmpty()) {
                return new Differs(newest, difference, List.of());
            }
            compared += recorded == null ? 0 : 1;
            refused = applyControls(training);
        }
        return refused.orElseGet(() -> compareEnd(training));
    }

    /**
     * Repeats the requests that were carried out before the next batch; returns the first that is
     * refused now, from which all later differences would follow.
     */
    private Optional<Outcome> applyControls(Training training) {
        for (Control control : controls.getOrDefault(training.session().batch(), List.of())) {
            try {
                training.change(List.of(control), "replay");
            } catch (IllegalArgumentException refused) {
                return Optional.of(
                        new Differs(
                                training.session().step(),
                                "\"%s\" was carried out then and is refused now: %s"
                                        .formatted(ControlText.of(control), refused.getMessage()),
                                List.of()));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns whether the step was made: a turn may skip a batch and leave the step to the next
     * one.
     */
    private static boolean isMade(Training training, long step) {
        return training.session().step() > step || training.isOver();
    }

    /** The record may end before the planned run: its process died, or a clock stopped it. */
    private boolean isOver(Training training) {
        TrainingSession session = training.session();
        return training.isOver()
                || (end == null ? session.step() > last : session.batch() >= end.batch());
    }

    private Outcome compareEnd(Training training) {
        if (end == null) {
            return new Identical(compared, State.UNKNOWN);
        }
        if (!training.isOver() && isEndOfRun(end)) {
            training.turn();
        }
        long step = training.session().step();
        if (end.steps() != step || end.batch() != training.session().batch()) {
            return new Differs(
                    step,
                    "the run had %s and ended as %s"
                            .formatted(NumberText.counted(end.steps(), "step"), end.reason()),
                    List.of());
        }
        String state = training.isOver() ? training.run().state() : training.session().stateHash();
        return state.equals(end.state())
                ? new Identical(compared, State.COMPARED)
                : new Differs(
                        step,
                        "the state at the end is %s, it was %s".formatted(state, end.state()),
                        List.of());
    }

    /** Returns whether the run itself ended, and not only its process. */
    private static boolean isEndOfRun(RunEnded end) {
        return end.reason() != BuiltIn.INTERRUPTED && end.reason() != BuiltIn.FAILED;
    }

    private static String difference(StepCompleted recorded, TrainingSession session) {
        String rate =
                difference(
                        "learning rate", session.learningRate(), recorded.learningRate().value());
        String loss = difference("loss", session.loss(), recorded.loss());
        String norm = difference("gradient norm", session.gradientNorm(), recorded.gradientNorm());
        return !rate.isEmpty() ? rate : !loss.isEmpty() ? loss : norm;
    }

    private static String difference(String what, double now, double then) {
        // A record has null for every value that is not finite.
        boolean neither = !Double.isFinite(now) && !Double.isFinite(then);
        return neither || Double.compare(now, then) == 0
                ? ""
                : "%s is %s, it was %s".formatted(what, now, then);
    }
}
