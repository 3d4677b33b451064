package dev.gradus.cli.screen;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.history.Smoothing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The progress of a run, in one line. */
final class LiveLine {
    /** The speed shown is an average over about this many seconds. */
    private static final double SPEED_SECONDS = 3;

    /**
     * The time left is computed from an average over about this many seconds, so that it does not
     * jump about.
     */
    private static final double LEFT_SECONDS = 30;

    private static final String BETWEEN = "  ";

    private Extent extent;
    private final Smoothing loss;
    private final Pace pace = new Pace(SPEED_SECONDS);
    private final Pace steady = new Pace(LEFT_SECONDS);
    private @Nullable StepCompleted newest;
    private String validation = "";
    private double epochSeconds;
    private long epochSteps;
    private double pausePerStep;

    LiveLine(Extent extent) {
        this.extent = extent;
        this.loss = Smoothing.ofRun(extent.steps());
    }

    /** The fields of the line, in order. */
    private enum Field {
        EPOCH,
        STEP,
        PERCENT,
        LOSS,
        VALIDATION,
        RATE,
        MOMENTUM,
        SPEED,
        LEFT
    }

    /** The fields by importance, for lines without room for all. */
    private static final List<Field> BY_WEIGHT =
            List.of(
                    Field.LOSS,
                    Field.STEP,
                    Field.PERCENT,
                    Field.LEFT,
                    Field.EPOCH,
                    Field.VALIDATION,
                    Field.RATE,
                    Field.SPEED,
                    Field.MOMENTUM);

    void step(StepCompleted step) {
        newest = step;
        loss.add((double) step.step(), step.loss());
        pace.step(step);
        steady.step(step);
        epochSeconds += step.seconds();
        epochSteps++;
    }

    /** Updates the length of the run; returns the new extent. */
    Extent steps(long steps) {
        extent = new Extent(extent.parameters(), steps, extent.stepsPerEpoch());
        return extent;
    }

    void epoch(EpochCompleted epoch) {
        validation = validation(epoch.validation());
        pausePerStep =
                epochSteps == 0
                        ? 0
                        : Math.max(0, epoch.seconds() - epochSeconds) / (double) epochSteps;
        epochSeconds = 0;
        epochSteps = 0;
    }

    private static String validation(Map<String, Double> measured) {
        return measured.entrySet().stream()
                .filter(metric -> !metric.getKey().equals("loss"))
                .findFirst()
                .or(() -> measured.entrySet().stream().findFirst())
                .map(metric -> "validation " + EpochTable.value(metric.getKey(), metric.getValue()))
                .orElse("");
    }

    /**
     * Returns what fits into a line of a terminal without its last column, after which some
     * terminals wrap: complete fields, the most important ones.
     */
    String fitting(int width) {
        Map<Field, String> all = fields();
        var kept = new EnumMap<Field, String>(Field.class);
        int length = 0;
        for (Field field : BY_WEIGHT) {
            String text = all.getOrDefault(field, "");
            int longer = length + text.length() + (length == 0 ? 0 : BETWEEN.length());
            boolean said = field == Field.PERCENT && kept.containsKey(Field.STEP);
            if (!text.isEmpty() && !said && longer < width) {
                kept.put(field, text);
                length = longer;
            }
        }
        return String.join(BETWEEN, kept.values());
    }

    String whole() {
        return fitting(Integer.MAX_VALUE);
    }

    private Map<Field, String> fields() {
        var fields = new EnumMap<Field, String>(Field.class);
        if (newest == null) {
            return fields;
        }
        long done = newest.step() + 1;
        long epochs = Math.ceilDiv(extent.steps(), Math.max(1, extent.stepsPerEpoch()));
        long toDo = Math.max(0, extent.steps() - done);
        OptionalDouble momentum = newest.momentum();
        double smooth = Double.isFinite(newest.loss()) ? loss.newest() : newest.loss();
        double left = (steady.secondsPerStep() + pausePerStep) * (double) toDo;
        fields.put(Field.EPOCH, Text.of("epoch %d/%d", newest.epoch() + 1, epochs));
        fields.put(
                Field.STEP,
                "step %s/%s"
                        .formatted(NumberText.grouped(done), NumberText.grouped(extent.steps())));
        fields.put(Field.PERCENT, 100 * done / Math.max(done, extent.steps()) + "%");
        fields.put(Field.LOSS, "loss " + NumberText.fixed(smooth, 4));
        fields.put(Field.VALIDATION, validation);
        fields.put(Field.RATE, "rate " + NumberText.brief(newest.learningRate().value(), 3));
        momentum.ifPresent(value -> fields.put(Field.MOMENTUM, "momentum " + brief(value)));
        fields.put(Field.SPEED, NumberText.grouped(Math.round(pace.examplesPerSecond())) + "/s");
        fields.put(Field.LEFT, NumberText.clock(left) + " left");
        return fields;
    }

    private static String brief(double value) {
        return NumberText.brief(value, 3);
    }

    /** The recent speed, an exponential average. */
    private static final class Pace {
        private final double memory;
        private double steps;
        private double seconds;
        private double examples;

        Pace(double memory) {
            this.memory = memory;
        }

        void step(StepCompleted step) {
            double lasting = Math.exp(-step.seconds() / memory);
            steps = lasting * steps + 1;
            seconds = lasting * seconds + step.seconds();
            examples = lasting * examples + (double) step.examples();
        }

        double secondsPerStep() {
            return seconds / steps;
        }

        double examplesPerSecond() {
            return seconds > 0 ? examples / seconds : 0;
        }
    }
}
