package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Then;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.util.ArrayList;
import java.util.List;

/** PyTorch-Ignite's ignite.handlers.param_scheduler. */
final class IgniteSchedules {
    private static final String CYCLE =
            "param_name start_value end_value cycle_size cycle_mult start_value_mult end_value_mult";

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("ignite"),
                    PeerConstructor.schedule(
                            "create_lr_scheduler_with_warmup",
                            "lr_scheduler warmup_start_value warmup_duration warmup_end_value",
                            IgniteSchedules::warmUp),
                    PeerConstructor.schedule(
                            "PiecewiseLinear",
                            "param_name milestones_values",
                            IgniteSchedules::piecewise),
                    PeerConstructor.schedule(
                            "LinearCyclicalScheduler",
                            CYCLE,
                            r -> {
                                double from = r.number("start_value");
                                double to = r.number("end_value");
                                double half = size(r) / 2;
                                return repeated(
                                        ramp(from, to, r.span(half))
                                                .then(ramp(to, from, r.span(half))),
                                        r);
                            }),
                    PeerConstructor.schedule(
                            "CosineAnnealingScheduler",
                            CYCLE,
                            r ->
                                    repeated(
                                            ramp(
                                                    r.number("start_value"),
                                                    r.number("end_value"),
                                                    r.span(size(r)),
                                                    Shapes.COSINE),
                                            r)));

    private IgniteSchedules() {}

    private static void requireRate(PeerCall r) {
        r.require(
                r.arguments().get("param_name") instanceof Expression.Text(String name, _)
                        && name.startsWith("lr"),
                "param_name",
                "must be 'lr': a schedule of another parameter is given to that setting alone");
    }

    private static double size(PeerCall r) {
        requireRate(r);
        double size = Math.floor(r.number("cycle_size"));
        r.require(size >= 2, "cycle_size", "must be 2 or more");
        return size;
    }

    private static Schedule repeated(Schedule cycle, PeerCall r) {
        double stretch = r.number("cycle_mult", 1);
        double gain = r.number("start_value_mult", 1);
        r.require(
                stretch >= 1 && stretch == Math.rint(stretch),
                "cycle_mult",
                "is read only where it is a whole number, at least 1");
        r.require(
                gain == r.number("end_value_mult", 1),
                "end_value_mult",
                "is read only where it is the same as start_value_mult; write the cycles one by one,"
                        + " as ramp(…).then(ramp(…))");
        return cycle.repeat().stretch(stretch).gain(gain);
    }

    private static Schedule piecewise(PeerCall r) {
        requireRate(r);
        List<double[]> knots = new ArrayList<>();
        for (Expression item : r.arguments().items("milestones_values")) {
            knots.add(pair(item));
        }
        r.require(!knots.isEmpty(), "milestones_values", "must have at least one milestone");
        List<Schedule> pieces = new ArrayList<>();
        double[] before = {0, knots.getFirst()[1]};
        for (double[] knot : knots) {
            r.require(
                    knot[0] >= before[0] && knot[0] == Math.rint(knot[0]),
                    "milestones_values",
                    "must have whole milestones in rising order");
            pieces.add(ramp(before[1], knot[1], r.span(knot[0] - before[0])));
            before = knot;
        }
        pieces.add(hold(before[1]));
        return Then.all(pieces);
    }

    private static double[] pair(Expression item) {
        if (item instanceof Expression.Items(List<Expression> two, _)
                && two.size() == 2
                && two.get(0) instanceof Expression.Numeral(double when, _)
                && two.get(1) instanceof Expression.Numeral(double value, _)) {
            return new double[] {when, value};
        }
        throw new TextException(
                "milestones_values holds pairs such as (10, 0.5), got " + item.described(),
                item.place());
    }

    private static Schedule warmUp(PeerCall r) {
        Schedule main =
                r.has("lr_scheduler")
                        ? r.schedule(r.arguments().get("lr_scheduler"))
                        : hold(r.baseRate());
        double end = r.has("warmup_end_value") ? r.number("warmup_end_value") : r.baseRate();
        r.require(
                r.calls("warmup_duration", r.number("warmup_duration")) >= 2,
                "warmup_duration",
                "must be 2 or more");
        return ramp(r.number("warmup_start_value"), end, r.length("warmup_duration"))
                .landing(Landing.BOTH)
                .then(first(main) == end ? main.shift(r.one()) : main);
    }

    /** Returns the first value: the original does not repeat it after a warm-up that ends there. */
    private static double first(Schedule main) {
        return main.over(new Horizon(1, 1, 1)).at(0);
    }
}
