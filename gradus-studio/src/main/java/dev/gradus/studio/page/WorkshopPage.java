package dev.gradus.studio.page;

import dev.gradus.number.Text;
import dev.gradus.recipe.RatePlan;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Knot;
import dev.gradus.schedule.Knots;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Warning;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.peer.Quirk;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The schedule workshop: the curve of a schedule as somebody types it. */
public final class WorkshopPage {
    private static final long MOST_STEPS = 10_000_000;
    private static final int DRAWN = 2000;
    private static final int KNOTS = 12;

    /** Returns the routes of the page. */
    public List<Route> routes() {
        return List.of(Route.ask("/api/schedule", this::schedule));
    }

    private Reply schedule(Call call) {
        JsonFields body = call.body();
        RatePlan plan = RatePlan.parse(body.text("text"));
        long steps = within(body.whole("steps"), 1, MOST_STEPS, "steps");
        Horizon horizon =
                new Horizon(
                        steps,
                        within(optional(body, "stepsPerEpoch"), 0, MOST_STEPS, "stepsPerEpoch"),
                        within(optional(body, "batchSize"), 0, MOST_STEPS, "batchSize"));
        Schedule schedule = plan.schedule();
        Curve curve = schedule.over(horizon);
        long step = within(optional(body, "step"), 0, steps - 1, "step");
        return Facts.of("text", plan.text())
                .and("java", java(schedule))
                .and("expanded", schedule.expanded().text())
                .and("controllers", plan.controllers().stream().map(Object::toString).toList())
                .and("curves", curves(schedule, horizon))
                .and("checks", schedule.check(horizon).stream().map(Warning::sentence).toList())
                .and(
                        "quirks",
                        Stream.concat(
                                        plan.groups().stream(),
                                        plan.quirks().stream().map(Quirk::toString))
                                .toList())
                .and("step", step)
                .and("explanation", Why.tree(schedule.explain(horizon, step)))
                .and("knots", knots(schedule, horizon, curve))
                .and("isKnots", schedule instanceof Knots)
                .reply();
    }

    /** Returns the call that gives a trainer this schedule, with the momentum that it drives. */
    static String java(Schedule schedule) {
        String literal = schedule.text().replace("\\", "\\\\").replace("\"", "\\\"");
        return "trainer.learningRate(ScheduleReader.parse(\"%s\"))".formatted(literal);
    }

    private static long optional(JsonFields body, String name) {
        return body.has(name) ? body.whole(name) : 0;
    }

    private static long within(long value, long least, long most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    Text.of("%s must be from %,d to %,d; got %,d", name, least, most, value));
        }
        return value;
    }

    private static Map<String, Object> curves(Schedule schedule, Horizon horizon) {
        var curves = new LinkedHashMap<String, Object>();
        for (Map.Entry<HyperParameter, Schedule> each : schedule.withCompanions().entrySet()) {
            Curve curve = each.getValue().over(horizon);
            curves.put(
                    each.getKey().key(),
                    RunChart.curve(drawn(each.getValue(), horizon), curve::at));
        }
        return curves;
    }

    /** The steps where the curve turns, thinned out if there are very many. */
    private static long[] drawn(Schedule schedule, Horizon horizon) {
        long[] samples = schedule.samples(horizon);
        int stride = Math.max(1, samples.length / DRAWN);
        var drawn = new ArrayList<Long>();
        for (int i = 0; i < samples.length; i += stride) {
            drawn.add(samples[i]);
        }
        if (samples.length > 0 && drawn.getLast() != samples[samples.length - 1]) {
            drawn.add(samples[samples.length - 1]);
        }
        return drawn.stream().mapToLong(Long::longValue).toArray();
    }

    /** The points that can be dragged: those of knots, or initially some on the curve. */
    private static List<Object> knots(Schedule schedule, Horizon horizon, Curve curve) {
        var points = new ArrayList<Object>();
        if (schedule instanceof Knots knots && knots.start().size() == 1) {
            double at = 0;
            points.add(point(at, knots.start().getFirst(), ""));
            for (Knot knot : knots.knots()) {
                at += knot.length().in(horizon);
                String shape = knot.shape().equals(Shapes.LINEAR) ? "" : knot.shape().toString();
                points.add(point(at, knot.values().getFirst(), shape));
            }
            return points;
        }
        long last = horizon.steps() - 1;
        int count = (int) Math.min(KNOTS, Math.max(1, last));
        for (int i = 0; i <= count; i++) {
            long step = last * i / count;
            points.add(point((double) step, curve.at(step), ""));
        }
        return points;
    }

    private static Map<String, Object> point(double step, double value, String shape) {
        return Map.of("step", step, "value", value, "shape", shape);
    }
}
