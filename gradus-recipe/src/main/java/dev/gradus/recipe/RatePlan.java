package dev.gradus.recipe;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.peer.PeerSchedule;
import dev.gradus.schedule.peer.Peers;
import dev.gradus.schedule.peer.Quirk;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.text.Expression;
import dev.gradus.text.Operator;
import dev.gradus.text.TextException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A learning rate as a user writes it: a schedule, times any controllers, as in {@code cosine(0.1)
 * * plateau(patience=3)}.
 *
 * @param schedule the curve
 * @param controllers what scales it as measurements come in
 */
public record RatePlan(Schedule schedule, List<Controller> controllers) {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public RatePlan {
        controllers = List.copyOf(controllers);
    }

    /**
     * Reads a rate; the inverse of {@link #text}.
     *
     * @param text a rate as a user writes it
     * @return the plan
     * @throws TextException if it cannot be read; it points at the place
     */
    public static RatePlan parse(String text) {
        Expression whole = ScheduleReader.expression(text);
        var factors = new ArrayList<Expression>();
        collect(whole, factors);
        boolean severalFactors =
                factors.size() > 1; // a single one may be both, as PyTorch's plateau is
        if (factors.stream().noneMatch(factor -> isController(factor, severalFactors))) {
            return alone(ScheduleReader.parse(text));
        }
        List<Expression> curves =
                factors.stream().filter(factor -> !isController(factor, severalFactors)).toList();
        if (curves.size() != 1) {
            throw new TextException(
                    "a controller multiplies one schedule, as in cosine(0.1) * plateau(patience=3)",
                    whole.place());
        }
        RatePlan curve = alone(ScheduleReader.parse(curves.getFirst().place().text()));
        return new RatePlan(
                curve.schedule(),
                Stream.concat(
                                curve.controllers().stream(),
                                factors.stream()
                                        .filter(factor -> isController(factor, severalFactors))
                                        .map(RatePlan::controller))
                        .toList());
    }

    private static boolean isController(Expression factor, boolean ofSeveral) {
        return Controller.isController(factor) || (ofSeveral && Peers.isController(factor));
    }

    /**
     * {@return the controller that a text names: one of Gradus, or of another library, such as
     * {@code keras.ReduceLROnPlateau(patience=3)}}
     *
     * @param text a controller as a user writes it
     * @throws TextException if it cannot be read; it points at the place
     */
    public static Controller controller(String text) {
        return controller(Expression.parse(text));
    }

    private static Controller controller(Expression expression) {
        return Peers.isController(expression)
                ? Peers.controller(expression)
                : Controller.of(expression);
    }

    /**
     * Reads a schedule that controllers cannot scale.
     *
     * @param text a rate as a user writes it
     * @return the schedule
     * @throws IllegalArgumentException if it has a controller, or cannot be read
     */
    public static Schedule curve(String text) {
        RatePlan plan = parse(text);
        if (!plan.controllers().isEmpty()) {
            throw new IllegalArgumentException(
                    "controllers act on the learning rate only, got " + text);
        }
        if (Peers.groupRates(plan.schedule()).isPresent()) {
            throw new IllegalArgumentException(
                    "parameter groups have schedules of their own for the learning rate only, got "
                            + text);
        }
        return plan.schedule();
    }

    /**
     * {@return a constant learning rate}
     *
     * @param rate finite and above 0
     */
    public static Schedule constant(double rate) {
        Limits.learningRate(rate);
        return new Hold(rate);
    }

    /** A schedule of another library may come with a controller. */
    private static RatePlan alone(Schedule schedule) {
        return schedule instanceof PeerSchedule peer
                ? new RatePlan(schedule, peer.controller().stream().toList())
                : new RatePlan(schedule, List.of());
    }

    /** {@return notes on the originals, if the schedule is made from those of other libraries} */
    public List<Quirk> quirks() {
        return Peers.quirks(schedule);
    }

    /** {@return a note on the rates of parameter groups, if there are several} */
    public Optional<String> groups() {
        return Peers.groupRates(schedule)
                .map(rates ->
                        "this is the schedule of the last parameter group; the groups have these multiples of it: "
                                + rates.described());
    }

    private static void collect(Expression expression, List<Expression> factors) {
        var open = new ArrayDeque<Expression>();
        open.push(expression);
        while (!open.isEmpty()) {
            Expression next = open.pop();
            if (next
                            instanceof
                            Expression.Binary(
                                    Operator operator,
                                    Expression left,
                                    Expression right,
                                    _)
                    && operator == Operator.MULTIPLY) {
                open.push(right);
                open.push(left);
            } else {
                factors.add(next);
            }
        }
    }

    /** {@return the text form} */
    public String text() {
        var text = new StringBuilder(schedule.text());
        // The constructor of another library implies its controller.
        int own = schedule instanceof PeerSchedule peer && peer.controller().isPresent() ? 1 : 0;
        controllers
                .subList(own, controllers.size())
                .forEach(controller -> text.append(" * ").append(controller));
        return text.toString();
    }
}
