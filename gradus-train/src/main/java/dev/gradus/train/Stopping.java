package dev.gradus.train;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.event.TrainingEvent.Parameters;
import dev.gradus.train.session.Ending;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rules that may end a run early, and what they remember. */
final class Stopping {
    private final List<StopRule> rules;
    private final boolean promisesBest;
    private List<StopRule.State> states;

    Stopping(List<StopRule> rules) {
        this.rules = rules;
        this.promisesBest = rules.stream().anyMatch(StopRule.Patience.class::isInstance);
        this.states = rules.stream().map(StopRule::start).toList();
    }

    /** Takes what was measured at the end of an epoch. */
    void report(Map<String, Double> metrics) {
        states =
                IntStream.range(0, rules.size())
                        .mapToObj(i -> rules.get(i).next(states.get(i), metrics))
                        .toList();
    }

    /** Returns whether a rule ends the run here. */
    boolean isDue(long step, double seconds) {
        return first(step, seconds) >= 0;
    }

    /** Returns the ending by the first rule that ends the run here. */
    Optional<Ending> ending(long step, double seconds) {
        int rule = first(step, seconds);
        if (rule < 0) {
            return Optional.empty();
        }
        Ending stopped = Ending.of(rules.get(rule), states.get(rule));
        // A target is reached by the newest parameters.
        return Optional.of(
                rules.get(rule) instanceof StopRule.Target ? stopped : asPromised(stopped));
    }

    private int first(long step, double seconds) {
        for (int i = 0; i < rules.size(); i++) { // a step allocates nothing
            if (rules.get(i).stops(states.get(i), step, seconds)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns the ending with the best parameters, if a rule with patience promises them: it does
     * so even if something else ends the run first.
     */
    Ending asPromised(Ending ending) {
        return promisesBest ? ending.with(Parameters.BEST) : ending;
    }

    /** Returns what each rule remembers, in their order. */
    List<StopRule.State> states() {
        return states;
    }

    /**
     * Continues from what was remembered.
     *
     * @throws IllegalArgumentException if it belongs to other rules
     */
    void restore(List<StopRule.State> remembered) {
        if (remembered.size() != rules.size()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the snapshot has the state of %s, the run has %d",
                            NumberText.counted(remembered.size(), "stop rule"), rules.size()));
        }
        states = List.copyOf(remembered);
    }
}
