package dev.gradus.bench.rate;

import dev.gradus.bench.report.Numbers;
import dev.gradus.bench.report.ReportTable;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The ready-made networks, trained at several peaks of the 1cycle that is the default: a little or
 * for long, on few examples or many.
 *
 * @param laboratory makes the trainings
 * @param results what was made already, and what becomes of the new ones
 */
record DefaultRates(Laboratory laboratory, Results results) {
    private static final int BATCH = 128;
    private static final int SEEDS = 3;
    private static final String ONE_CYCLE = "oneCycle(auto)";
    private static final List<Double> PEAKS = List.of(0.0025, 0.005, 0.01, 0.02);

    /** The networks by their names in the report. */
    private enum Net {
        SMALL("conv2d(8, 3) relu maxPool(2) flatten"),
        CNN("cnn"),
        LENET("lenet"),
        NORMALIZED(
                "conv2d(16, 5) maxPool(2) batchNorm relu conv2d(32, 3) maxPool(2) batchNorm relu"
                        + " flatten dense(256) batchNorm relu"),
        MLP("mlp");

        private final String model;

        Net(String model) {
            this.model = model;
        }
    }

    private record Length(StudyData data, int epochs) {}

    private static final List<Length> LENGTHS =
            List.of(
                    new Length(new StudyData.OfDigits(Digits.Form.WHOLE, 1000), 3),
                    new Length(new StudyData.OfDigits(Digits.Form.WHOLE, 1000), 30),
                    new Length(new StudyData.OfDigits(Digits.Form.WHOLE, 6000), 3),
                    new Length(new StudyData.OfDigits(Digits.Form.WHOLE, 6000), 15),
                    new Length(new StudyData.Drawn(Made.TEXTURES), 3),
                    new Length(new StudyData.Drawn(Made.TEXTURES), 15),
                    new Length(new StudyData.Drawn(Made.FIGURES), 3),
                    new Length(new StudyData.Drawn(Made.FIGURES), 15),
                    new Length(new StudyData.OfDigits(Digits.Form.WHOLE, 54_000), 1),
                    new Length(new StudyData.OfDigits(Digits.Form.WHOLE, 54_000), 3));

    private static Task task(Net net, Length length) {
        return new Task(length.data(), net.model, "adam", ONE_CYCLE, length.epochs(), BATCH, 0);
    }

    private static List<Long> seeds() {
        return LongStream.range(0, SEEDS).boxed().toList();
    }

    /** Makes what is missing of tasks whose names contain a text. */
    void make(String only, Consumer<String> progress) {
        for (Length length : LENGTHS) {
            for (Net net : Net.values()) {
                Task task = task(net, length);
                if (task.name().contains(only)) {
                    make(task);
                    progress.accept(task.name());
                }
            }
        }
    }

    private void make(Task task) {
        for (double peak : PEAKS) {
            Setting setting = RateStudy.byDefault(task, peak);
            for (long seed : seeds()) {
                if (results.find(task.name(), setting.key(), seed).isEmpty()) {
                    results.add(List.of(laboratory.train(task, setting, seed)));
                }
            }
        }
    }

    /** Returns the mean scores with each peak of the tasks that are whole, as Markdown. */
    String markdown() {
        var headings = new ArrayList<>(List.of("data", "epochs", "updates", "network"));
        PEAKS.forEach(peak -> headings.add(peak.toString()));
        headings.addAll(List.of("0.02 gains", "± standard error"));
        var rows = new ArrayList<List<String>>();
        for (Length length : LENGTHS) {
            for (Net net : Net.values()) {
                row(net, length).ifPresent(rows::add);
            }
        }
        return new ReportTable(headings, rows).markdown();
    }

    private Optional<List<String>> row(Net net, Length length) {
        Task task = task(net, length);
        List<List<Row>> made = PEAKS.stream().map(peak -> made(task, peak)).toList();
        if (made.stream().anyMatch(rows -> rows.size() < SEEDS)) {
            return Optional.empty();
        }
        List<List<Double>> scores =
                made.stream().map(rows -> rows.stream().map(Row::score).toList()).toList();
        List<Double> usual = scores.get(PEAKS.indexOf(0.01));
        List<Double> twice = scores.get(PEAKS.indexOf(0.02));
        List<Double> gains =
                IntStream.range(0, SEEDS)
                        .mapToObj(seed -> twice.get(seed) - usual.get(seed))
                        .toList();
        var cells = new ArrayList<String>();
        cells.add(length.data().key());
        cells.add(String.valueOf(length.epochs()));
        cells.add(String.valueOf(made.getFirst().getFirst().steps()));
        cells.add(net.name().toLowerCase(Locale.ROOT));
        scores.forEach(each -> cells.add(Text.of("%.2f", Numbers.mean(each))));
        cells.add(Text.of("%.2f", Numbers.mean(gains)));
        cells.add(Text.of("%.2f", Numbers.standardError(gains)));
        return Optional.of(cells);
    }

    private List<Row> made(Task task, double peak) {
        String setting = RateStudy.byDefault(task, peak).key();
        return seeds().stream()
                .flatMap(seed -> results.find(task.name(), setting, seed).stream())
                .toList();
    }
}
