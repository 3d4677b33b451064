package dev.gradus.studio.page;

import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.history.History;
import dev.gradus.run.history.Series;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.studio.plan.RecordedPlan;
import dev.gradus.studio.record.Points;
import dev.gradus.studio.record.Points.Across;
import dev.gradus.studio.record.RunRecord;
import dev.gradus.studio.record.StepColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/** The curves of a run, reduced to what can be seen in a picture. */
final class RunChart {
    /** Up to this many steps are read from the record if the history has thinned them out. */
    private static final long READ_EXACTLY = 12_000;

    private static final int PLANNED = 400;

    /** There may be a curve for each of many layers. */
    private static final int COARSER = 4;

    private static final int MOST_MARKS = 400;

    private final RunRecord record;
    private final double from;
    private final double to;
    private final int columns;
    private final Across across;

    RunChart(RunRecord record, double from, double to, int columns, Across across) {
        this.record = record;
        this.from = from;
        this.to = to;
        this.columns = columns;
        this.across = across;
    }

    Map<String, Object> curves() {
        Map<String, Points> seen = record.look(this::seen);
        if (isThinned()) {
            exact(seen);
        }
        var curves = new LinkedHashMap<String, Object>();
        seen.forEach((name, points) -> {
            if (points.x().length > 0) {
                curves.put(name, written(points));
            }
        });
        return curves;
    }

    private boolean isThinned() {
        return to - from <= READ_EXACTLY && record.next() > Series.LIMIT / 2;
    }

    private Map<String, Points> seen(History history) {
        var seen = new LinkedHashMap<String, Points>();
        seen.put("loss", seen(history.loss()));
        seen.put("smoothed", seen(history.smoothedLoss()));
        seen.put("rate", seen(history.learningRate()));
        seen.put("momentum", seen(history.momentum()));
        seen.put("weightDecay", seen(history.weightDecay()));
        seen.put("norm", seen(history.gradientNorm()));
        seen.put("trainLoss", seen(history.trainLoss()));
        history.validation().forEach((name, each) -> seen.put("validation " + name, seen(each)));
        history.validatedOnRequest().forEach((name, each) -> seen.put("asked " + name, seen(each)));
        history.updateRatios()
                .forEach((layer, each) ->
                        seen.put(
                                "update " + layer,
                                Points.seen(each, from, to, columns / COARSER, across)));
        return seen;
    }

    private Points seen(Series series) {
        return Points.seen(series, from, to, columns, across);
    }

    private void exact(Map<String, Points> seen) {
        List<StepCompleted> steps =
                record.steps((long) Math.floor(from) - 1, (long) Math.ceil(to) + 1);
        if (steps.isEmpty()) {
            return;
        }
        var exact = new StepColumns(steps, from, to, columns, across);
        seen.put("loss", exact.of(StepCompleted::loss));
        seen.put("rate", exact.of(step -> step.learningRate().value()));
        seen.put("norm", exact.of(StepCompleted::gradientNorm));
        seen.put("momentum", exact.of(step -> step.momentum().orElse(Double.NaN)));
        seen.put("weightDecay", exact.of(step -> step.weightDecay().orElse(Double.NaN)));
    }

    static Map<String, Object> written(Points points) {
        var curve = new LinkedHashMap<String, Object>();
        curve.put("x", points.x());
        curve.put("y", points.y());
        return curve;
    }

    /** The plan from the next update on, and the schedules alone from the first. */
    Map<String, Object> planned(RecordedPlan plan) {
        var planned = new LinkedHashMap<String, Object>();
        long next = record.next();
        double factor = record.factor();
        for (HyperParameter driven : plan.driven()) {
            long begin = Math.max(Math.max(0, next - 1), (long) Math.floor(from));
            long[] ahead = plan.samples(begin, (long) Math.ceil(to), PLANNED);
            planned.put(driven.key(), curve(ahead, step -> plan.at(driven, step, factor)));
        }
        long[] all = plan.samples((long) Math.max(0, from), (long) Math.ceil(to), PLANNED);
        planned.put(
                "schedule", curve(all, step -> plan.scheduled(HyperParameter.LEARNING_RATE, step)));
        return planned;
    }

    static Map<String, Object> curve(long[] steps, LongToDoubleFunction value) {
        double[] x = new double[steps.length];
        double[] y = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            x[i] = (double) steps[i];
            y[i] = value.applyAsDouble(steps[i]);
        }
        return written(new Points(x, y));
    }

    List<Object> marks() {
        var marks = new ArrayList<Object>();
        record.look(history -> {
            for (History.Moment moment : history.moments()) {
                if (moment.step() >= from - 1 && moment.step() <= to && marks.size() < MOST_MARKS) {
                    marks.add(Map.of("step", moment.step(), "text", moment.text()));
                }
            }
            return marks;
        });
        return marks;
    }
}
