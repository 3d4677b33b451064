package dev.gradus.cli.screen;

import static java.util.stream.Collectors.joining;

import dev.gradus.cli.terminal.Style;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row for each epoch. A run of many short epochs prints only every n-th epoch and the last, as a
 * line above the first row says; an epoch of a second or more is always printed.
 */
public final class EpochTable {
    private static final Set<String> REPEATED =
            Set.of("majorityShare", "deviation", "logLoss", "balancedAccuracy", "macroF1");

    private static final String LOSS = "loss";
    private static final String BETWEEN = "  ";
    private static final int FIRST = 9;
    private static final int MOST_ROWS = 40;
    private static final int ROWS_OF_MANY = 20;
    private static final double LONG_SECONDS = 1;

    private final Style style;
    private long epochs;
    private long every = 1;
    private long told = 1;
    private boolean headed;

    EpochTable(Style style) {
        this.style = style;
    }

    void begin(Extent extent) {
        epochs = Math.ceilDiv(extent.steps(), Math.max(1, extent.stepsPerEpoch()));
        every = epochs <= MOST_ROWS ? 1 : Math.ceilDiv(epochs, ROWS_OF_MANY);
        told = every == told ? told : 1;
    }

    private boolean isLeftOut(EpochCompleted epoch) {
        long number = epoch.epoch() + 1;
        return number % every != 0 && number < epochs && epoch.seconds() < LONG_SECONDS;
    }

    /**
     * Returns the lines to print for an epoch: a row, with a header before the first; if a row does
     * not fit, its cells with their names, in as many lines as they need; nothing for an epoch that
     * is left out.
     *
     * @param width the terminal's columns
     */
    List<String> lines(EpochCompleted epoch, @Nullable StepCompleted newest, int width) {
        if (isLeftOut(epoch)) {
            return List.of();
        }
        Map<String, String> cells = cells(epoch, newest);
        String header = row(cells.keySet());
        var lines = new ArrayList<String>();
        if (every > told) {
            lines.add(style.faint(thinned()));
            told = every;
        }
        if (header.length() > width) {
            headed = false;
            lines.addAll(named(cells, marks(epoch), width));
            return lines;
        }
        if (!headed) {
            lines.add(style.faint(header));
            headed = true;
        }
        String row = row(cells.values());
        String marks = marks(epoch).stream().map(mark -> BETWEEN + mark).collect(joining());
        boolean fits = row.length() + marks.length() <= width;
        String shown = marks(epoch).stream().map(mark -> BETWEEN + styled(mark)).collect(joining());
        if (fits) {
            lines.add(row + shown);
        } else {
            lines.addAll(List.of(row, " ".repeat(FIRST - BETWEEN.length()) + shown));
        }
        return lines;
    }

    private String thinned() {
        return Text.of(
                "%d epochs: one row in %d is shown; the run's record has all of them",
                epochs, every);
    }

    private Map<String, String> cells(EpochCompleted epoch, @Nullable StepCompleted newest) {
        var cells = new LinkedHashMap<String, String>();
        cells.put("epoch", epoch.epoch() + 1 + "/" + epochs);
        cells.put("train loss", NumberText.fixed(epoch.trainLoss(), 4));
        epoch.validation()
                .forEach((metric, value) ->
                        cells.put(
                                metric.equals(LOSS) ? "validation" : metric, value(metric, value)));
        cells.put("rate", newest == null ? "" : NumberText.brief(newest.learningRate().value(), 3));
        cells.put("time", NumberText.fixed(epoch.seconds(), 1) + " s");
        return cells;
    }

    private static List<String> marks(EpochCompleted epoch) {
        return Stream.of(Mark.BEST, Mark.OVERFITTING)
                .filter(epoch.marks()::contains)
                .map(mark ->
                        switch (mark) {
                            case BEST -> "best";
                            case OVERFITTING -> "over-fitting";
                        })
                .toList();
    }

    private String styled(String mark) {
        return mark.equals("best") ? style.good(mark) : style.bad(mark);
    }

    /** Breaks lines between cells, so that none is torn. */
    private List<String> named(Map<String, String> cells, List<String> marks, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int length = 0;
        var texts = new ArrayList<String>();
        cells.forEach((name, value) -> texts.add(name + " " + value));
        texts.addAll(marks);
        for (String text : texts) {
            if (length > 0 && length + BETWEEN.length() + text.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            String before = lines.isEmpty() && line.isEmpty() ? "" : BETWEEN;
            length = (line.isEmpty() ? 0 : length) + before.length() + text.length();
            line.append(before).append(marks.contains(text) ? styled(text) : text);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String row(Collection<String> cells) {
        var line = new StringBuilder();
        cells.forEach(
                cell -> line.append((line.isEmpty() ? "%" + FIRST + "s" : "%13s").formatted(cell)));
        return line.toString();
    }

    /** Returns a metric for people: shares of examples in percent. */
    static String value(String metric, double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return metric.toLowerCase(Locale.ROOT).endsWith("accuracy")
                ? NumberText.fixed(100 * value, 2) + "%"
                : NumberText.fixed(value, 4);
    }

    /** Returns all metrics in a row: {@code loss 0.0221, accuracy 99.30%}. */
    public static String metrics(Map<String, Double> measured) {
        return metrics(measured, Set.of());
    }

    /**
     * Returns what tells runs apart in a table that has a row for each: without what a constant
     * answer reaches, and without scores that repeat others.
     */
    public static String brief(Map<String, Double> measured) {
        return metrics(measured, REPEATED);
    }

    private static String metrics(Map<String, Double> measured, Set<String> without) {
        return measured.entrySet().stream()
                .filter(metric -> !without.contains(metric.getKey()))
                .map(metric ->
                        ScoreText.word(metric.getKey())
                                + " "
                                + ScoreText.number(metric.getKey(), metric.getValue()))
                .collect(joining(", "));
    }
}
