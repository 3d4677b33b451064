package dev.gradus.sweep;

import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.text.TextException;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a trial at the end of a rung.
 *
 * @param trial its number
 * @param rung which rung, from 0
 * @param steps how many updates it has made in total
 * @param status as its run ended, which is {@code stopped} at the end of a rung; {@code failed} if
 *     it could not be trained
 * @param detail more about the reason; may be empty
 * @param metrics the measurements of validation, by name; may be empty
 * @param state the state hash of its run, empty if it failed
 * @param unkept what its run could not keep, a sentence each; not part of what the sweep records
 */
public record SweepResult(
        int trial,
        int rung,
        long steps,
        EndReason status,
        String detail,
        Map<String, Double> metrics,
        String state,
        List<String> unkept)
        implements Serializable {
    /** Keeps the order of the metrics. */
    public SweepResult {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        unkept = List.copyOf(unkept);
    }

    /**
     * Creates the result of a run that kept everything.
     *
     * @param trial its number
     * @param rung which rung, from 0
     * @param steps how many updates it has made in total
     * @param status how it ended
     * @param detail more about the reason; may be empty
     * @param metrics the measurements of validation, by name; may be empty
     * @param state the state hash of its run, empty if it failed
     */
    public SweepResult(
            int trial,
            int rung,
            long steps,
            EndReason status,
            String detail,
            Map<String, Double> metrics,
            String state) {
        this(trial, rung, steps, status, detail, metrics, state, List.of());
    }

    /**
     * {@return the result of a trial that could not be trained}
     *
     * @param trial the trial
     * @param rung the number of the rung, from 0
     * @param failure why not
     */
    public static SweepResult failed(SweepTrial trial, int rung, Throwable failure) {
        // One line, for the table: what is marked below it stands in the trial's settings.
        String message =
                failure instanceof TextException text ? text.reason() : failure.getMessage();
        return new SweepResult(
                trial.number(),
                rung,
                0,
                BuiltIn.FAILED,
                message == null ? failure.getClass().getSimpleName() : message,
                Map.of(),
                "");
    }

    /** {@return whether it can be judged} */
    public boolean isUsable() {
        return status != BuiltIn.FAILED && status != BuiltIn.DIVERGED;
    }

    /**
     * {@return a metric, NaN if it was not measured or the trial is not usable}
     *
     * @param metric its name, as {@code loss}
     */
    public double value(String metric) {
        return isUsable() ? metrics.getOrDefault(metric, Double.NaN) : Double.NaN;
    }

    /** {@return the result as one JSON object on one line, as the sweep's folder keeps it} */
    public String json() {
        return SweepText.of(this);
    }
}
