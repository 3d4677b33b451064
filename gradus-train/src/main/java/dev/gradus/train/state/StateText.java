package dev.gradus.train.state;

import dev.gradus.model.StateValues;
import dev.gradus.number.NonFiniteText;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.control.Pieces;
import dev.gradus.run.file.ConfigurationText;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.schedule.controller.Memory;
import dev.gradus.train.checkpoint.CheckpointException;
import dev.gradus.train.plan.LivePlan;
import dev.gradus.train.session.Rescue;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainedValues;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes what a snapshot holds besides its arrays as JSON, and reads it back. */
public final class StateText {
    private static final Manual MANUAL = new Manual();
    private static final String MEMORY = "memory";
    private static final String AVERAGE_BEGUN = "averageBegun";
    private static final String BEST_AVERAGE = "bestAverage";

    private StateText() {}

    /**
     * {@return what a snapshot holds besides its arrays}
     *
     * @param snapshot the snapshot
     */
    public static String write(Snapshot snapshot) {
        var state = new LinkedHashMap<String, Object>();
        Snapshot.Place place = snapshot.place();
        state.put("step", place.step());
        state.put("batch", place.batch());
        state.put("updates", place.updates());
        state.put("end", place.end());
        state.put("changes", place.changes());
        state.put("seconds", NonFiniteText.orName(snapshot.seconds()));
        state.put(
                "epoch",
                Map.of(
                        "loss", NonFiniteText.orName(snapshot.epoch().loss()),
                        "weight", NonFiniteText.orName(snapshot.epoch().weight()),
                        "seconds", NonFiniteText.orName(snapshot.epoch().seconds())));
        state.put("judge", judge(snapshot.judge()));
        state.put("rules", snapshot.rules().stream().map(StateText::rule).toList());
        state.put(
                "controllers",
                snapshot.plan().controllers().stream().map(Controller.State::tree).toList());
        var manual = new LinkedHashMap<String, Object>();
        snapshot.plan().manual().forEach((driven, wish) -> manual.put(driven.key(), wish.tree()));
        state.put("manual", manual);
        var pieces = new LinkedHashMap<String, Object>();
        snapshot.plan()
                .pieces()
                .forEach((driven, list) ->
                        pieces.put(
                                driven.key(), list.list().stream().map(StateText::piece).toList()));
        state.put("pieces", pieces);
        state.put("caution", NonFiniteText.orName(snapshot.plan().caution()));
        state.put("rescue", rescue(snapshot.rescue()));
        snapshot.averageBegun().ifPresent(step -> state.put(AVERAGE_BEGUN, step));
        snapshot.best()
                .flatMap(TrainedValues::average)
                .ifPresent(average -> state.put(BEST_AVERAGE, average));
        return ConfigurationText.write(new Configuration(state));
    }

    private static Map<String, Object> piece(Pieces.Piece piece) {
        return Map.of(
                "schedule", piece.schedule().orElse(""),
                "from", piece.from(),
                "steps", piece.steps());
    }

    private static Map<String, Object> rescue(Rescue.State rescue) {
        return Map.of(
                "inARow", rescue.inARow(),
                "rollBacks", rescue.rollBacks(),
                "goodUpdates", rescue.good().map(Rescue.Good::updates).orElse(0L));
    }

    private static Map<String, Object> judge(Judge.State judge) {
        return Map.of(
                "best", NonFiniteText.orName(judge.best()),
                "bestStep", judge.bestStep(),
                "trainLoss", NonFiniteText.orName(judge.trainLoss()),
                "validationLoss", NonFiniteText.orName(judge.validationLoss()),
                "diverging", judge.diverging());
    }

    /**
     * Reads a snapshot.
     *
     * @param text what {@link #write} returned
     * @param controllers those of the run, in their order
     * @param values parameters, slots and statistics
     * @param best the values of the best epoch, if they are kept
     * @param good the state to roll back to, if one is kept
     * @param outer what an outer optimizer remembers, if there is one
     * @return the snapshot
     * @throws CheckpointException if the text is not what {@link #write} writes for such a run
     */
    public static Snapshot read(
            String text,
            List<Controller> controllers,
            StateValues values,
            Optional<StateValues> best,
            Optional<StateValues> good,
            Optional<StateValues> outer) {
        try {
            StateFields state = new StateFields(ConfigurationText.read(text, "the state").values());
            StateFields epoch = state.fields("epoch");
            return new Snapshot(
                    new Snapshot.Place(
                            state.whole("step"),
                            state.whole("batch"),
                            state.whole("updates"),
                            state.whole("end"),
                            state.whole("changes")),
                    new Snapshot.EpochSums(
                            epoch.number("loss"), epoch.number("weight"), epoch.number("seconds")),
                    plan(state, controllers),
                    judge(state.fields("judge")),
                    state.list("rules").stream().map(StateText::rule).toList(),
                    rescue(state.fields("rescue"), good),
                    state.number("seconds"),
                    values,
                    best.map(kept -> new TrainedValues(kept, bestAverage(state))),
                    averageBegun(state),
                    outer);
        } catch (RunException | IllegalArgumentException fault) {
            throw new CheckpointException(String.valueOf(fault.getMessage()), fault);
        }
    }

    private static Optional<String> bestAverage(StateFields state) {
        return state.map().containsKey(BEST_AVERAGE)
                ? Optional.of(state.text(BEST_AVERAGE))
                : Optional.empty();
    }

    private static OptionalLong averageBegun(StateFields state) {
        return state.map().containsKey(AVERAGE_BEGUN)
                ? OptionalLong.of(state.whole(AVERAGE_BEGUN))
                : OptionalLong.empty();
    }

    private static LivePlan.State plan(StateFields state, List<Controller> controllers) {
        List<StateFields> trees = state.list("controllers");
        if (trees.size() != controllers.size()) {
            throw new CheckpointException(
                    Text.of(
                            "the checkpoint has the state of %s, the run has %d",
                            NumberText.counted(trees.size(), "controller"), controllers.size()));
        }
        var states = new ArrayList<Controller.State>();
        for (int i = 0; i < trees.size(); i++) {
            states.add(controllers.get(i).restore(trees.get(i).map()));
        }
        var manual = new EnumMap<HyperParameter, Manual.State>(HyperParameter.class);
        state.each(
                "manual",
                (driven, tree) ->
                        manual.put(HyperParameter.of(driven), MANUAL.restore(tree.map())));
        return new LivePlan.State(
                states, manual, pieces(state.fields("pieces")), state.number("caution"));
    }

    private static Map<HyperParameter, Pieces> pieces(StateFields driven) {
        var pieces = new EnumMap<HyperParameter, Pieces>(HyperParameter.class);
        for (String name : driven.map().keySet()) {
            List<Pieces.Piece> list = driven.list(name).stream().map(StateText::piece).toList();
            pieces.put(HyperParameter.of(name), new Pieces(list));
        }
        return pieces;
    }

    private static Pieces.Piece piece(StateFields piece) {
        return new Pieces.Piece(
                Optional.of(piece.text("schedule")).filter(text -> !text.isEmpty()),
                piece.whole("from"),
                piece.whole("steps"));
    }

    private static Rescue.State rescue(StateFields rescue, Optional<StateValues> good) {
        long updates = rescue.whole("goodUpdates");
        return new Rescue.State(
                (int) rescue.whole("inARow"),
                (int) rescue.whole("rollBacks"),
                good.map(values -> new Rescue.Good(updates, values)));
    }

    private static Judge.State judge(StateFields judge) {
        return new Judge.State(
                judge.number("best"),
                judge.whole("bestStep"),
                judge.number("trainLoss"),
                judge.number("validationLoss"),
                (int) judge.whole("diverging"));
    }

    private static Map<String, Object> rule(StopRule.State state) {
        return Map.of(
                "best",
                NonFiniteText.orName(state.best()),
                "bad",
                state.bad(),
                MEMORY,
                state.memory().tree());
    }

    /** Files of older versions have no memory, since no rule had one. */
    private static StopRule.State rule(StateFields rule) {
        Memory memory =
                rule.map().containsKey(MEMORY)
                        ? new Memory(rule.fields(MEMORY).map())
                        : Memory.empty();
        return new StopRule.State(rule.number("best"), (int) rule.whole("bad"), memory);
    }
}
