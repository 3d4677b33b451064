package dev.gradus.cli;

import dev.gradus.run.TrainingEvent.EpochCompleted;
import dev.gradus.run.TrainingEvent.Extent;
import dev.gradus.run.TrainingEvent.StepCompleted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Where a run is, in one line. */
final class LiveLine {
    /** The loss shown is an average over about so many steps. */
    private static final double SMOOTHING = 20;

    /** The speed shown is that of about so many seconds. */
    private static final double SPEED_SECONDS = 3;

    /** What is left out first where the line is too long: momentum, validation, speed, rate. */
    private static final List<Integer> SPARE = List.of(5, 3, 6, 4);

    private Extent extent;
    private int width;
    private @Nullable StepCompleted newest;
    private double loss = Double.NaN;
    private double recentSteps;
    private double recentSeconds;
    private double recentExamples;
    private String validation = "";

    LiveLine(Extent extent, int width) {
        this.extent = extent;
        this.width = width;
    }

    void step(StepCompleted step) {
        newest = step;
        double share = 1 / SMOOTHING;
        loss = Double.isNaN(loss) ? step.loss() : loss + share * (step.loss() - loss);
        double lasting = Math.exp(-step.seconds() / SPEED_SECONDS);
        recentSteps = lasting * recentSteps + 1;
        recentSeconds = lasting * recentSeconds + step.seconds();
        recentExamples = lasting * recentExamples + (double) step.examples();
    }

    /** Takes note of another length of the run; returns what there is to do now. */
    Extent steps(long steps) {
        extent = new Extent(extent.parameters(), steps, extent.stepsPerEpoch());
        return extent;
    }

    void epoch(EpochCompleted epoch, int width) {
        this.width = width;
        validation = validation(epoch.validation());
    }

    private static String validation(Map<String, Double> measured) {
        return measured.entrySet().stream()
                .filter(metric -> !metric.getKey().equals("loss"))
                .findFirst()
                .or(() -> measured.entrySet().stream().findFirst())
                .map(metric -> "validation " + EpochTable.value(metric.getKey(), metric.getValue()))
                .orElse("");
    }

    /** Returns the line, shortened so that it never wraps. */
    String fitting() {
        var kept = new ArrayList<>(parts());
        for (int index : SPARE) {
            if (joined(kept).length() < width) {
                break;
            }
            kept.set(index, "");
        }
        String line = joined(kept);
        return line.length() < width ? line : line.substring(0, Math.max(0, width - 1));
    }

    String whole() {
        return joined(parts());
    }

    private static String joined(List<String> parts) {
        return String.join("  ", parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    private List<String> parts() {
        if (newest == null) {
            return Collections.nCopies(8, "");
        }
        long done = newest.step() + 1;
        long epochs = Math.ceilDiv(extent.steps(), Math.max(1, extent.stepsPerEpoch()));
        double left = recentSeconds / recentSteps * (double) (extent.steps() - done);
        OptionalDouble momentum = newest.momentum();
        return List.of(
                "epoch %d/%d".formatted(newest.epoch() + 1, epochs),
                "step %s/%s".formatted(Numbers.grouped(done), Numbers.grouped(extent.steps())),
                "loss " + Numbers.fixed(loss, 4),
                validation,
                "rate " + Numbers.brief(newest.learningRate().value(), 3),
                momentum.isPresent() ? "momentum " + Numbers.brief(momentum.getAsDouble(), 3) : "",
                Numbers.grouped(Math.round(recentExamples / recentSeconds)) + "/s",
                Numbers.duration(left) + " left");
    }
}
