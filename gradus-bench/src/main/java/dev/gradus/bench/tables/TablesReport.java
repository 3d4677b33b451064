package dev.gradus.bench.tables;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Scores of tables beside those of scikit-learn, in points: accuracy or R², times 100. */
final class TablesReport {
    /** A table may be this many points behind. */
    private static final double BEHIND = 2;

    private static final double POINTS = 100;

    private final boolean isOfFolds;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A training's score.
     *
     * @param seed its seed
     * @param points accuracy or R², times 100
     */
    record Score(long seed, double points) {}

    private record Row(Reference table, double mean, double spread) {
        double difference() {
            return mean - POINTS * table.better();
        }
    }

    TablesReport(boolean isOfFolds) {
        this.isOfFolds = isOfFolds;
    }

    void add(Reference table, List<Score> scores) {
        Map<Long, Double> bySeed =
                scores.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Score::seed,
                                        TreeMap::new,
                                        Collectors.averagingDouble(Score::points)));
        double mean = scores.stream().mapToDouble(Score::points).average().orElse(Double.NaN);
        rows.add(new Row(table, mean, deviation(List.copyOf(bySeed.values()))));
    }

    /** Returns the sample's standard deviation; 0 of a single value. */
    static double deviation(List<Double> values) {
        double mean = values.stream().mapToDouble(value -> value).average().orElse(0);
        double squares =
                values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }

    /** Returns the scores as a table in Markdown, the averages in its last row. */
    String table() {
        var cells = new ArrayList<List<String>>();
        rows.forEach(row ->
                cells.add(
                        List.of(
                                row.table().name(),
                                points(row.mean()),
                                points(row.spread()),
                                points(POINTS * row.table().linear()),
                                points(POINTS * row.table().perceptron()),
                                points(row.difference()),
                                verdict(row.difference() >= -BEHIND))));
        double difference = average(Row::difference);
        cells.add(
                List.of(
                        "average",
                        points(average(Row::mean)),
                        points(average(Row::spread)),
                        points(POINTS * average(row -> row.table().linear())),
                        points(POINTS * average(row -> row.table().perceptron())),
                        points(difference),
                        verdict(difference > 0)));
        return new ReportTable(
                        List.of(
                                "table",
                                isOfFolds ? "folds" : "gradus",
                                "seeds ±",
                                "linear",
                                "perceptron",
                                "difference",
                                "bar"),
                        cells)
                .markdown();
    }

    private double average(ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private String verdict(boolean met) {
        return isOfFolds ? "" : met ? "met" : "missed";
    }

    private static String points(double value) {
        return Text.of("%.2f", value);
    }
}
