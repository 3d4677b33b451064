package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.number.Text;
import dev.gradus.recipe.RatePlan;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Observation;
import dev.gradus.schedule.curve.Curve;
import java.util.ArrayList;
import java.util.List;

/** The effect of a series of measurements on controllers. */
public final class Reports {
    private Reports() {}

    /**
     * Prints a line for each report: the rate when it was measured, and the controllers' factor
     * after it.
     */
    public static void print(RatePlan plan, Horizon horizon, List<Double> metrics, Output out) {
        if (plan.controllers().isEmpty()) {
            throw new IllegalArgumentException(
                    "--metrics is for controllers, but '%s' has none; write for example %s * plateau(patience=3)"
                            .formatted(plan.text(), plan.text()));
        }
        Curve curve = plan.schedule().over(horizon);
        long stride = Math.max(1, horizon.stepsPerEpoch());
        var states = new ArrayList<>(plan.controllers().stream().map(Controller::start).toList());
        out.line("report,metric,learningRate,factor");
        for (int report = 0; report < metrics.size(); report++) {
            double scheduled = curve.at(report * stride);
            double rate = applied(plan, states, scheduled);
            for (int i = 0; i < states.size(); i++) {
                double before = scheduled * factorWithout(states, i);
                states.set(
                        i,
                        plan.controllers()
                                .get(i)
                                .next(
                                        states.get(i),
                                        Observation.measured(metrics.get(report), before)));
            }
            out.line(
                    Text.of(
                            "%d,%s,%s,%s",
                            report, metrics.get(report), rate, factorWithout(states, -1)));
        }
    }

    private static double applied(RatePlan plan, List<Controller.State> states, double scheduled) {
        double rate = scheduled;
        for (int i = 0; i < states.size(); i++) {
            rate = plan.controllers().get(i).apply(states.get(i), rate);
        }
        return rate;
    }

    private static double factorWithout(List<Controller.State> states, int left) {
        double factor = 1;
        for (int i = 0; i < states.size(); i++) {
            factor *= i == left ? 1 : states.get(i).factor();
        }
        return factor;
    }
}
