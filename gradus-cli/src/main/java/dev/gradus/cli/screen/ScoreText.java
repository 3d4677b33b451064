package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.train.score.Scores;
import dev.gradus.train.score.ValueScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The scores of a model, in words. */
public final class ScoreText {
    /** A confusion matrix of more classes is wider than a terminal, so it is in JSON only. */
    private static final int SHOWN = 12;

    /** The measurement of two classes that is about one of them. */
    private static final String SECOND = "f1";

    private static final Map<String, String> WORDS =
            Map.of(
                    "balancedAccuracy",
                    "balanced accuracy",
                    SECOND,
                    "F1 of the second class",
                    "macroF1",
                    "macro F1",
                    "auc",
                    "AUC",
                    "logLoss",
                    "log loss",
                    "meanAbsoluteError",
                    "mean absolute error",
                    "rootMeanSquaredError",
                    "root mean squared error",
                    "rSquared",
                    "R²");

    private ScoreText() {}

    /**
     * Returns all measurements in a row, with what a constant answer would reach after accuracy and
     * error: {@code loss 0.0221, accuracy 99.30% (always the most frequent class: 11.35%)}. Data
     * whose examples are all of classes without weight have no loss.
     */
    public static String line(Map<String, Double> measured) {
        return joined(measured, ScoreText::word);
    }

    /**
     * Returns all measurements in a row, with the name of the class that one of them is about.
     *
     * @param names the names of the classes
     */
    public static String line(Map<String, Double> measured, IntFunction<String> names) {
        return joined(measured, name -> word(name, names));
    }

    private static String joined(Map<String, Double> measured, UnaryOperator<String> word) {
        var words = new ArrayList<String>();
        if (!measured.containsKey("loss")) {
            words.add("loss none");
        }
        measured.forEach((name, value) -> {
            if (!isSaidBeside(name, value, measured)) {
                words.add(word.apply(name) + " " + number(name, value) + baseline(name, measured));
            }
        });
        return String.join(", ", words);
    }

    /** Returns the name of a score on the screen. */
    static String word(String name) {
        return switch (name) {
            case "majorityShare" -> "always the most frequent class";
            case "deviation" -> "always the mean";
            default -> WORDS.getOrDefault(name, name);
        };
    }

    /** Returns the name of a score on the screen, with the name of the class that it is about. */
    static String word(String name, IntFunction<String> names) {
        return name.equals(SECOND) ? "F1 of '%s'".formatted(names.apply(1)) : word(name);
    }

    private static boolean isSaidBeside(String name, double value, Map<String, Double> all) {
        return switch (name) {
            case "majorityShare" -> all.containsKey("accuracy");
            case "deviation" -> all.containsKey("rootMeanSquaredError");
            case "logLoss" -> number(name, value).equals(number(name, loss(all)));
            default -> false;
        };
    }

    private static double loss(Map<String, Double> all) {
        return all.getOrDefault("loss", Double.NaN);
    }

    private static String baseline(String name, Map<String, Double> all) {
        return switch (name) {
            case "accuracy" -> said(" (always the most frequent class: %s)", "majorityShare", all);
            case "rootMeanSquaredError" -> said(" (always the mean: %s)", "deviation", all);
            default -> "";
        };
    }

    private static String said(String words, String name, Map<String, Double> all) {
        Double value = all.get(name);
        return value == null ? "" : words.formatted(number(name, value));
    }

    static String number(String name, double value) {
        return switch (name) {
            case "meanAbsoluteError", "rootMeanSquaredError", "deviation" ->
                    NumberText.brief(value);
            case "majorityShare" -> EpochTable.value("accuracy", value);
            default -> EpochTable.value(name, value);
        };
    }

    /** Returns a line for each value in the unit of its column, if several are learned together. */
    public static List<String> targets(Scores scores) {
        if (!(scores instanceof ValueScores(_, List<ValueScores.OfTarget> targets))
                || targets.size() < 2) {
            return List.of();
        }
        return targets.stream()
                .map(target ->
                        "%s: mean absolute error %s, root mean squared error %s (always the mean: %s), R² %s"
                                .formatted(
                                        target.column().isEmpty() ? "value" : target.column(),
                                        NumberText.brief(target.meanAbsoluteError()),
                                        NumberText.brief(target.rootMeanSquaredError()),
                                        NumberText.brief(target.deviation()),
                                        NumberText.fixed(target.rSquared(), 4)))
                .toList();
    }

    /**
     * Writes a confusion matrix: a row for each true class, a column for each predicted one.
     *
     * @param names the names of the classes
     */
    public static void confusion(List<List<Long>> counts, IntFunction<String> names, Output out) {
        if (counts.isEmpty()) {
            return;
        }
        if (counts.size() > SHOWN) {
            out.line(
                    Text.of(
                            "the confusion matrix of %d classes is in gradus evaluate --json",
                            counts.size()));
            return;
        }
        List<String> heads = IntStream.range(0, counts.size()).mapToObj(names).toList();
        var rows = new ArrayList<List<String>>();
        rows.add(heads);
        counts.forEach(row -> rows.add(row.stream().map(String::valueOf).toList()));
        int width = rows.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(0);
        out.line("");
        out.line("predicted class (columns) for each true class (rows):");
        for (int i = 0; i < rows.size(); i++) {
            out.line(row(i == 0 ? "" : heads.get(i - 1), rows.get(i), width));
        }
    }

    private static String row(String name, List<String> cells, int width) {
        var line = new StringBuilder(name + " ".repeat(width - name.length()));
        cells.forEach(cell -> line.append(" ".repeat(width + 1 - cell.length())).append(cell));
        return line.toString();
    }
}
