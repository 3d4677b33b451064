package dev.gradus.train;

import dev.gradus.run.Configuration;
import dev.gradus.run.RunException;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.train.checkpoint.CheckpointException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what a snapshot remembers beside its arrays as JSON, and reads it back. */
final class StateText {
    private static final Manual MANUAL = new Manual();

    private StateText() {}

    static String write(Snapshot snapshot) {
        var state = new LinkedHashMap<String, Object>();
        state.put("step", snapshot.step());
        state.put("updates", snapshot.updates());
        state.put("end", snapshot.end());
        state.put("seconds", plain(snapshot.seconds()));
        state.put(
                "epoch",
                Map.of(
                        "loss", plain(snapshot.epoch().loss()),
                        "weight", plain(snapshot.epoch().weight()),
                        "seconds", plain(snapshot.epoch().seconds())));
        state.put("judge", judge(snapshot.judge()));
        state.put(
                "rules",
                snapshot.rules().stream()
                        .map(rule -> Map.of("best", plain(rule.best()), "bad", rule.bad()))
                        .toList());
        state.put(
                "controllers",
                snapshot.plan().controllers().stream().map(Controller.State::tree).toList());
        var manual = new LinkedHashMap<String, Object>();
        snapshot.plan().manual().forEach((driven, wish) -> manual.put(driven.key(), wish.tree()));
        state.put("manual", manual);
        var replaced = new LinkedHashMap<String, Object>();
        snapshot.plan()
                .replaced()
                .forEach((driven, other) ->
                        replaced.put(
                                driven.key(),
                                Map.of("schedule", other.schedule(), "step", other.step())));
        state.put("replaced", replaced);
        return new Configuration(state).json();
    }

    private static Map<String, Object> judge(Judge.State judge) {
        return Map.of(
                "best", plain(judge.best()),
                "bestStep", judge.bestStep(),
                "trainLoss", plain(judge.trainLoss()),
                "validationLoss", plain(judge.validationLoss()),
                "diverging", judge.diverging());
    }

    private static Object plain(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }

    /**
     * Reads a snapshot.
     *
     * @param controllers those of the run, in their order
     * @throws CheckpointException if the text is not what {@link #write} writes for such a run
     */
    static Snapshot read(
            String text,
            List<Controller> controllers,
            StateValues values,
            Optional<StateValues> best) {
        try {
            Fields state = new Fields(Configuration.ofJson(text, "the state").values());
            Fields epoch = state.fields("epoch");
            return new Snapshot(
                    state.whole("step"),
                    state.whole("updates"),
                    state.whole("end"),
                    new Snapshot.EpochSums(
                            epoch.number("loss"), epoch.number("weight"), epoch.number("seconds")),
                    plan(state, controllers),
                    judge(state.fields("judge")),
                    state.list("rules").stream().map(StateText::rule).toList(),
                    state.number("seconds"),
                    values,
                    best);
        } catch (RunException | IllegalArgumentException fault) {
            throw new CheckpointException(String.valueOf(fault.getMessage()), fault);
        }
    }

    private static LivePlan.State plan(Fields state, List<Controller> controllers) {
        List<Fields> trees = state.list("controllers");
        if (trees.size() != controllers.size()) {
            throw new CheckpointException(
                    "the checkpoint has the state of %d controllers, the run has %d"
                            .formatted(trees.size(), controllers.size()));
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
        var replaced = new EnumMap<HyperParameter, LivePlan.Replacement>(HyperParameter.class);
        state.each(
                "replaced",
                (driven, other) ->
                        replaced.put(
                                HyperParameter.of(driven),
                                new LivePlan.Replacement(
                                        other.text("schedule"), other.whole("step"))));
        return new LivePlan.State(states, manual, replaced);
    }

    private static Judge.State judge(Fields judge) {
        return new Judge.State(
                judge.number("best"),
                judge.whole("bestStep"),
                judge.number("trainLoss"),
                judge.number("validationLoss"),
                (int) judge.whole("diverging"));
    }

    private static StopRule.State rule(Fields rule) {
        return new StopRule.State(rule.number("best"), (int) rule.whole("bad"));
    }
}
