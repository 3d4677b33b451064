package dev.gradus.bench.rate;

import dev.gradus.bench.report.Numbers;
import dev.gradus.data.Dataset;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import dev.gradus.train.Finder;
import dev.gradus.train.Trainer;
import dev.gradus.train.finder.Budget;
import dev.gradus.train.finder.FinderResult;
import dev.gradus.train.finder.Race;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.SafeRate;
import dev.gradus.train.finder.Verdict;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Makes trainings and searches.
 *
 * @param source where data come from
 */
record Laboratory(StudyData.Source source) {
    private static final double POINTS = 100;
    private static final int SWEEPS = 3;

    /** Trains from begin to end and scores the result on the test part. */
    Row train(Task task, Setting setting, long seed) {
        double begin = seconds();
        Split split = task.split(source, seed);
        Trainer trainer = task.trainer(setting, seed, split.train());
        try (var session = trainer.session(learned(task, seed, split.train()))) {
            boolean going = true;
            while (going && session.step() < session.end()) {
                going = session.advance() && Double.isFinite(session.loss());
            }
            double score =
                    going ? score(task, session.measure(split.test()), split.test()) : floor(task);
            return Row.ofTraining(task, setting, seed, score, session.step(), seconds() - begin);
        }
    }

    /** What a training keeps back to validate on is not learned from. */
    private static Dataset learned(Task task, long seed, Dataset train) {
        return task.validated() > 0 ? train.split(task.validated(), seed).training() : train;
    }

    private static double score(Task task, Map<String, Double> measured, Dataset test) {
        double score =
                task.data().isOfClasses()
                        ? measured.getOrDefault("accuracy", Double.NaN)
                        : 1 - measured.getOrDefault("loss", Double.NaN) / variance(test);
        return Double.isFinite(score) ? Math.max(floor(task), POINTS * score) : floor(task);
    }

    /** Returns what guessing scores: nothing that was trained counts as worse. */
    private static double floor(Task task) {
        return task.data().isOfClasses() ? POINTS / task.data().outputs() : 0;
    }

    private static double variance(Dataset data) {
        var batch = new Batch(1, data.input().size(), data.target());
        batch.size(1);
        double[] values = new double[data.size()];
        for (int i = 0; i < values.length; i++) {
            data.copy(i, batch, 0);
            values[i] = batch.values()[0];
        }
        return Numbers.variance(values);
    }

    /** Searches; the sweeps alone answer for all published rules at once. */
    List<Row> search(Task task, Way way, long seed) {
        double begin = seconds();
        Dataset train = task.split(source, seed).train();
        Finder finder =
                Finder.of(task.trainer(Setting.of(task.optimizer(), task.rate(1)), seed, train))
                        .repeats(SWEEPS);
        return switch (way) {
            case Way.Usual() -> List.of(row(task, way, seed, finder, train, Budget.usual(), begin));
            case Way.Within(double share) ->
                    List.of(row(task, way, seed, finder, train, Budget.of(share), begin));
            case Way.Alone(), Way.Read _ -> {
                FinderResult swept = finder.sweep(train);
                double taken = seconds() - begin;
                var rows = new ArrayList<Row>();
                for (Way each : Way.all()) {
                    switch (each) {
                        case Way.Alone() ->
                                rows.add(read(task, each, seed, swept, swept.suggestion(), taken));
                        case Way.Read(var rule) ->
                                rows.add(
                                        read(
                                                task,
                                                each,
                                                seed,
                                                swept,
                                                swept.findings(rule).median(),
                                                taken));
                        case Way.Usual(), Way.Within _ -> {}
                    }
                }
                yield rows;
            }
        };
    }

    private static Row row(
            Task task,
            Way way,
            long seed,
            Finder finder,
            Dataset train,
            Budget budget,
            double begin) {
        Verdict found = finder.search(train, budget, new Finder.Watcher() {});
        String remark =
                found.confidence().key()
                        + found.race().map(Laboratory::runs).orElse(", no real run");
        long raced =
                found.race().map(race -> race.trials().size() * race.course().steps()).orElse(0L);
        return answer(
                task,
                way,
                seed,
                found.answer(),
                found.safe(),
                swept(found.sweeps()) + raced,
                seconds() - begin,
                remark);
    }

    /** Returns how many runs there were, and the losses that they were judged by. */
    private static String runs(Race race) {
        return Text.of(
                ", %d runs of %d steps: %s",
                race.trials().size(),
                race.course().steps(),
                race.trials().stream()
                        .map(trial ->
                                Text.of("%.3g %d %.5g", trial.rate(), trial.repeat(), trial.loss()))
                        .collect(Collectors.joining(", ")));
    }

    private static Row read(
            Task task, Way way, long seed, FinderResult swept, Reading reading, double taken) {
        double safe = safe(task, swept);
        return answer(
                task,
                way,
                seed,
                reading,
                safe,
                swept(swept),
                taken,
                swept.findings(swept.rule()).confidence().key());
    }

    private static double safe(Task task, FinderResult swept) {
        return SafeRate.of(Optimizer.parse(task.optimizer()), swept.rule());
    }

    private static long swept(FinderResult found) {
        return found.sweeps().stream().mapToLong(sweep -> sweep.points().size()).sum();
    }

    /** Where nothing is found, the rate that the message proposes stands in. */
    private static Row answer(
            Task task,
            Way way,
            long seed,
            Reading reading,
            double safe,
            long steps,
            double taken,
            String remark) {
        OptionalDouble found =
                reading instanceof Reading.Suggested(double rate)
                        ? OptionalDouble.of(rate)
                        : OptionalDouble.empty();
        return new Row(
                task.name(),
                way.name(),
                seed,
                Double.parseDouble(Text.of("%.2g", found.orElse(safe))),
                Double.NaN,
                steps,
                taken,
                (found.isPresent() ? "" : "nothing found, ") + remark);
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
