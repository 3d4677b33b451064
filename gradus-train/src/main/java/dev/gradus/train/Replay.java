package dev.gradus.train;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.Keys;
import dev.gradus.run.ValidRecord;
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
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a run again from its record, repeats the requests at the steps where they were made, and
 * compares the bits of every loss, gradient norm and rate, and the final state.
 */
public final class Replay {
    private static final List<String> STOP = List.of(Keys.STOP.name());

    private final Training training;
    private final TrainingSession session;
    private final Map<Long, List<Control>> controls = new HashMap<>();
    private @Nullable RunEnded end;
    private @Nullable Differs found;
    private long compared;

    /** The newest step that training has made. */
    private long made = -1;

    private Replay(List<TrainingEvent> record, Training training) {
        this.training = training;
        this.session = training.session();
        for (TrainingEvent event : record) {
            switch (event) {
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
                        StepCompleted _,
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
     * Trains again, with all events in memory.
     *
     * @param record the events that count, as {@link dev.gradus.run.Run#record}
     * @param training the same run, prepared and not begun, at the step where the record begins
     * @return whether the bits are the same, and if not, where they differ first
     */
    public static Outcome of(List<TrainingEvent> record, Training training) {
        return of(
                record,
                training,
                consumer ->
                        record.stream()
                                .filter(StepCompleted.class::isInstance)
                                .map(StepCompleted.class::cast)
                                .forEach(consumer));
    }

    /**
     * Trains again. The recorded steps are read as training comes to them.
     *
     * @param record what counts of the record
     * @param training the same run, prepared and not begun, at the step where the record begins
     * @return whether the bits are the same, and if not, where they differ first
     */
    public static Outcome of(ValidRecord record, Training training) {
        return of(record.events(), training, record::readSteps);
    }

    private static Outcome of(
            List<TrainingEvent> record,
            Training training,
            Consumer<Consumer<StepCompleted>> steps) {
        Outcome outcome = new Replay(record, training).run(steps);
        return outcome instanceof Differs(long step, String what, var _)
                ? new Differs(step, what, causes(record, training))
                : outcome;
    }

    private Outcome run(Consumer<Consumer<StepCompleted>> steps) {
        steps.accept(this::follow);
        while (end != null && goesOn()) {
            turn();
        }
        if (found == null) {
            applyControls();
        }
        return found == null ? compareEnd() : found;
    }

    /** The record may end before the planned run: its process died, or a clock stopped it. */
    private boolean goesOn() {
        return found == null
                && !training.isOver()
                && (end == null || session.batch() < end.batch());
    }

    /**
     * Trains until a step is made, and compares it. Replicas make several steps in a turn, of which
     * the session has the numbers of the last.
     */
    private void follow(StepCompleted recorded) {
        while (goesOn() && made < recorded.step()) {
            turn();
        }
        if (found == null && made == recorded.step()) {
            compare(recorded);
        }
    }

    private void turn() {
        applyControls();
        if (goesOn()) {
            long step = session.step();
            training.turn();
            // A turn may skip a batch and leave the step to the next one.
            if (session.step() > step || training.isOver()) {
                made = Math.max(step, session.step() - 1);
            }
        }
    }

    private void compare(StepCompleted recorded) {
        String difference = difference(recorded, session);
        if (difference.isEmpty()) {
            compared++;
        } else {
            found = new Differs(recorded.step(), difference, List.of());
        }
    }

    /**
     * Repeats the requests that were carried out before the next batch, up to the first that is
     * refused now, from which all later differences would follow.
     */
    private void applyControls() {
        List<Control> waiting =
                Objects.requireNonNullElse(controls.remove(session.batch()), List.of());
        for (Control control : waiting) {
            try {
                training.change(List.of(control), "replay");
            } catch (IllegalArgumentException refused) {
                found =
                        new Differs(
                                session.step(),
                                "\"%s\" was carried out then and is refused now: %s"
                                        .formatted(ControlText.of(control), refused.getMessage()),
                                List.of());
                return;
            }
        }
    }

    private Outcome compareEnd() {
        if (end == null) {
            return new Identical(compared, State.UNKNOWN);
        }
        if (!training.isOver() && isEndOfRun(end)) {
            training.turn();
        }
        long step = session.step();
        if (end.steps() != step || end.batch() != session.batch()) {
            return new Differs(
                    step,
                    "the run had %s and ended as %s"
                            .formatted(NumberText.counted(end.steps(), "step"), end.reason()),
                    List.of());
        }
        String state = training.isOver() ? training.run().state() : session.stateHash();
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
