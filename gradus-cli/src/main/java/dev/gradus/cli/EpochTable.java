package dev.gradus.cli;

import dev.gradus.run.TrainingEvent.EpochCompleted;
import dev.gradus.run.TrainingEvent.Extent;
import dev.gradus.run.TrainingEvent.Mark;
import dev.gradus.run.TrainingEvent.StepCompleted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row for each epoch. */
final class EpochTable {
    private static final String LOSS = "loss";

    private final Style style;
    private long epochs;

    EpochTable(Style style) {
        this.style = style;
    }

    void begin(Extent extent) {
        epochs = Math.ceilDiv(extent.steps(), Math.max(1, extent.stepsPerEpoch()));
    }

    String header(EpochCompleted epoch) {
        var cells = new ArrayList<String>(List.of("epoch", "train loss"));
        epoch.validation()
                .keySet()
                .forEach(metric -> cells.add(metric.equals(LOSS) ? "validation" : metric));
        cells.add("rate");
        cells.add("time");
        return style.faint(row(cells));
    }

    String row(EpochCompleted epoch, @Nullable StepCompleted newest) {
        var cells = new ArrayList<String>();
        cells.add(epoch.epoch() + 1 + "/" + epochs);
        cells.add(Numbers.fixed(epoch.trainLoss(), 4));
        epoch.validation().forEach((metric, value) -> cells.add(value(metric, value)));
        cells.add(newest == null ? "" : Numbers.brief(newest.learningRate().value(), 3));
        cells.add(Numbers.fixed(epoch.seconds(), 1) + " s");
        return row(cells) + marks(epoch);
    }

    private String marks(EpochCompleted epoch) {
        String best = epoch.marks().contains(Mark.BEST) ? style.good("  best") : "";
        return epoch.marks().contains(Mark.OVERFITTING) ? best + style.bad("  over-fitting") : best;
    }

    private static String row(List<String> cells) {
        var line = new StringBuilder("%9s".formatted(cells.getFirst()));
        cells.subList(1, cells.size()).forEach(cell -> line.append("%13s".formatted(cell)));
        return line.toString();
    }

    /** Returns a metric as people read it: shares of examples in percent. */
    static String value(String metric, double value) {
        return metric.toLowerCase(Locale.ROOT).endsWith("accuracy")
                ? Numbers.fixed(100 * value, 2) + "%"
                : Numbers.fixed(value, 4);
    }

    /** Returns all metrics in a row: {@code loss 0.0221, accuracy 99.30%}. */
    static String metrics(Map<String, Double> measured) {
        return measured.entrySet().stream()
                .map(metric -> metric.getKey() + " " + value(metric.getKey(), metric.getValue()))
                .collect(Collectors.joining(", "));
    }
}
