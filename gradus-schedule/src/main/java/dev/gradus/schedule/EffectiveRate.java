package dev.gradus.schedule;

import static dev.gradus.schedule.Decimal.brief;

import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Manual;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rate an update uses, with its parts: curve × controllers × group multiplier. A person who
 * sets the rate replaces the curve and the controllers before.
 *
 * @param scheduled the curve's value
 * @param parts what was done to it, in order
 * @param group the multiplier of the parameter group
 */
public record EffectiveRate(double scheduled, List<Part> parts, double group) {
    /** Something done to the rate. */
    public sealed interface Part {}

    /**
     * A controller multiplied it.
     *
     * @param cause the controller as text, such as {@code plateau(patience=3)}
     * @param factor greater than 0
     */
    public record Scaled(String cause, double factor) implements Part {}

    /**
     * It was set, whatever it was before.
     *
     * @param cause who set it
     * @param rate what to
     */
    public record Held(String cause, double rate) implements Part {}

    /** Keeps its own copy of the parts. */
    public EffectiveRate {
        parts = List.copyOf(parts);
    }

    /** Returns a rate that only the curve decides. */
    public static EffectiveRate of(double scheduled) {
        return new EffectiveRate(scheduled, List.of(), 1);
    }

    /**
     * Returns this rate after one more controller.
     *
     * @param controller who acts
     * @param state its state now
     */
    public EffectiveRate by(Controller controller, Controller.State state) {
        var cause = controller.toString();
        var held =
                state instanceof Manual.State(_, double rate) && !Double.isNaN(rate)
                        ? with(new Held(cause, rate))
                        : this;
        return state.factor() == 1 ? held : held.with(new Scaled(cause, state.factor()));
    }

    /** Returns this rate for a parameter group. */
    public EffectiveRate group(double multiplier) {
        return new EffectiveRate(scheduled, parts, multiplier);
    }

    private EffectiveRate with(Part part) {
        var more = new ArrayList<>(parts);
        more.add(part);
        return new EffectiveRate(scheduled, more, group);
    }

    /** Returns the rate. */
    public double value() {
        double rate = scheduled;
        for (var part : parts) {
            rate =
                    switch (part) {
                        case Scaled(_, double factor) -> rate * factor;
                        case Held(_, double fixed) -> fixed;
                    };
        }
        return rate * group;
    }

    /**
     * Returns one line: the rate and how it comes about, such as {@code 0.005 = 0.01 (schedule) ×
     * 0.5 (plateau())}.
     */
    public String explanation() {
        var steps = new ArrayList<String>(List.of(brief(scheduled) + " (schedule)"));
        for (var part : parts) {
            switch (part) {
                case Scaled(var cause, double factor) ->
                        steps.add(brief(factor) + " (" + cause + ")");
                case Held(var cause, double rate) -> {
                    steps.clear();
                    steps.add(brief(rate) + " (set by " + cause + " instead of the schedule)");
                }
            }
        }
        if (group != 1) {
            steps.add(brief(group) + " (group)");
        }
        return brief(value()) + " = " + steps.stream().collect(Collectors.joining(" × "));
    }
}
