package dev.gradus.studio.page;

import dev.gradus.number.Text;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.schedule.curve.Explanation;
import dev.gradus.studio.plan.RecordedPlan;
import dev.gradus.studio.record.RunRecord;
import dev.gradus.studio.server.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Explains the learning rate of a step: the schedule's value and how it is computed, the factors of
 * controllers and people, the value at which a person holds it, and the multipliers of parameter
 * groups. For a step that was made, the numbers are those on record.
 */
final class Why {
    private final RunRecord record;

    Why(RunRecord record) {
        this.record = record;
    }

    Map<String, ?> at(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps are counted from 0");
        }
        Optional<StepCompleted> made = step < record.next() ? record.step(step) : Optional.empty();
        Optional<RecordedPlan> plan = record.plan();
        LearningRate rate =
                made.map(StepCompleted::learningRate)
                        .or(() -> plan.map(known -> planned(known, step)))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        Text.of("step %,d is not on record", step)));
        double manual =
                plan.map(known -> known.manual(HyperParameter.LEARNING_RATE, step).factor())
                        .orElse(1.0);
        Facts facts =
                Facts.of("step", step)
                        .and("made", made.isPresent())
                        .and("value", rate.value())
                        .and("sentence", rate.explain())
                        .and("curve", rate.curve())
                        .and("factor", rate.factor())
                        .and("manual", manual)
                        .and("controllersFactor", manual == 0 ? 1.0 : rate.factor() / manual)
                        .and("override", rate.override().orElse(Double.NaN))
                        .and("controllers", texts("controllers"))
                        .and("asked", asked(step))
                        .and("groups", groups(rate.value()));
        plan.filter(known -> step < known.end())
                .ifPresent(known ->
                        facts.and("schedule", known.text(HyperParameter.LEARNING_RATE, step))
                                .and(
                                        "explanation",
                                        tree(known.explain(HyperParameter.LEARNING_RATE, step))));
        return facts.map();
    }

    private LearningRate planned(RecordedPlan plan, long step) {
        if (step >= plan.end()) {
            throw new IllegalArgumentException(Text.of("the run ends before step %,d", plan.end()));
        }
        double controllers = record.factor();
        Manual.State manual = plan.manual(HyperParameter.LEARNING_RATE, step);
        return new LearningRate(
                plan.at(HyperParameter.LEARNING_RATE, step, controllers),
                plan.scheduled(HyperParameter.LEARNING_RATE, step),
                controllers * manual.factor(),
                Double.isNaN(manual.held())
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(manual.held() * manual.factor()));
    }

    private List<String> texts(String name) {
        return record.run().configuration().values().get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The requests for the learning rate up to here that are in force, the newest last. */
    private List<Object> asked(long step) {
        var asked = new ArrayList<Object>();
        for (ControlAnswered each : record.answers()) {
            if (each.step() > step || !each.changesRun() || !isOnRate(each)) {
                continue;
            }
            Control control = each.request().control();
            if (!(control instanceof Control.Scale)) {
                asked.clear();
            }
            if (!(control instanceof Control.Release)) {
                asked.add(
                        Facts.of("control", ControlText.of(control))
                                .and("by", each.request().by())
                                .and("at", each.request().at().toEpochMilli())
                                .and("step", each.step())
                                .map());
            }
        }
        return asked;
    }

    private static boolean isOnRate(ControlAnswered each) {
        return each.request().control().drives(HyperParameter.LEARNING_RATE);
    }

    private List<Object> groups(double value) {
        var groups = new ArrayList<Object>();
        if (record.run().configuration().values().get("groups") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> group
                        && group.get("learningRate") instanceof Number multiplier) {
                    groups.add(
                            Facts.of("pattern", String.valueOf(group.get("pattern")))
                                    .and("multiplier", multiplier.doubleValue())
                                    .and("value", value * multiplier.doubleValue())
                                    .map());
                }
            }
        }
        return groups;
    }

    static Map<String, ?> tree(Explanation explanation) {
        return Facts.of("what", explanation.what())
                .and("value", explanation.value())
                .and("parts", explanation.parts().stream().map(Why::tree).toList())
                .map();
    }
}
