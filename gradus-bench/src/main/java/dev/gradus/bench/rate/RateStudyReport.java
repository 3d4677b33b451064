package dev.gradus.bench.rate;

import dev.gradus.bench.report.Numbers;
import dev.gradus.bench.report.ReportTable;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a study came to, in points lost to the best rate of the grid.
 *
 * @param results what was made
 */
record RateStudyReport(Results results) {
    private static final String INTRODUCTION =
            """
            # How good the learning rates are that Gradus finds

            Each task is data, a network, an optimizer, a schedule and a length, trained with every rate of a grid of 13, a factor of two apart, and with
            6 seeds (tables: 12, over three splits). The best rate is picked by the mean score of one half of the seeds and scored on the other half, then the other way
            round; every way to choose a rate is scored on the same seeds, and each answer of `auto` on those of both halves. *Lost* is the difference in points: accuracy × 100, or R² × 100, on a test
            part that no search sees. Below 0, a way did better than the rate that the other seeds picked. *The grid itself* is what picking loses to the
            best rate of the scoring seeds: differences smaller than this noise mean nothing. A network that diverged scores as guessing does. Cost is the
            updates of a search, in whole trainings.

            Of the tasks in the order of their names, every second one was for choosing how to search; the others were looked at twice, for this page. The first time, the worst
            of them was friedman with `sgd`, where the loss falls right up to a rate at which training breaks down: that is why the search makes further real runs
            close to such a cliff. How they are made, and all numbers of the search, were chosen on the other half.
            This page is written by

            ```
            ./mvnw -q package -Dmaven.test.skip=true
            java -cp 'gradus-bench/target/lib/*' dev.gradus.bench.Bench rate-study --tables FOLDER
            ```

            where FOLDER has `NAME.S.train.csv` and `NAME.S.test.csv` for each table and split S. [rate-study.tsv](rate-study.tsv) has every run with its seed, score and
            processor seconds; results that it already has are not computed again.
            """;

    private static final String CONSEQUENCES =
            """
            ## What follows from it

            - `--lr auto` is not the default of `gradus train`: it costs a short training 10 to 50 times its own length (a second or two), and the peaks below, which suit the optimizer,
              lose 0.3 points with Adam, 2.5 with Adam and convolutions, and nothing with `sgd` and `nesterov`. It is for tasks that you do not know yet; its budget is five
              seconds, or 30 % of a longer run.
            - Where no rate is written, the peak of the 1cycle depends on the optimizer: 0.16 for `sgd`, 0.08 for `momentum` and `nesterov`, chosen from the tasks of both halves. For Adam's
              family it is 0.01, and 0.02 for networks with convolutions in runs of fewer than 1,000 updates ([default-rates.md](default-rates.md)). Without convolutions, 0.02 is better by less than the noise, and worse by 0.3 to 0.7 points on the networks that the default is meant for: one hidden
              layer on many digits, `small-wide-deep` on tables ([tables-results.md](tables-results.md)). With convolutions it gains 1.8 points on average, on small data, and something on each of the six tasks; on 54,000 digits of MNIST, normalized convolutions do equally well
              with both ([one-epoch.md](one-epoch.md#how-it-was-chosen)), and `lenet` less well in long runs.
            - Where the loss falls right up to a rate at which training breaks down, half a step of safety costs points. Two more rates below such a cliff win most of
              them back; an answer there is a quarter of a step below the highest rate that trained with every seed, and none of them diverged.
            - An answer is called sure if rates on both sides are worse, by runs of at least a quarter of the training's length, and its seeds determine the loss to 4.5 %. These limits were
              chosen on the half for choosing; the rows were judged by them afterwards. They hold mainly because the best rates are run with more seeds (up to 12), and because runs that break down do not count as noise.
            - Sweeps alone know little: a third of their answer and two thirds of the optimizer's usual rate, in powers, lose half as much. So that is the answer of a budget
              without room for real runs, and where real runs begin: see the lines *auto within*, beside *sweeps alone*. Short runs help in the median, not on average. On these tasks the usual rate alone would lose
              less still, but their inputs are all standardized; where inputs are not, only the sweeps tell anything, and they set the upper limit.
            - Networks are judged by their held-out loss at the best temperature. Judged by the loss itself, classifiers that learn their examples by heart got rates that were too low.
            - Accuracies and R² of tables are measured on 30 to 114 test rows: one row is worth 1 to 3 points, so differences below half a point are noise there.
            """;

    private static final double SMALL = 0.3;
    private static final double MEAN_BAR = 0.3;
    private static final double WORST_BAR = 1.5;
    private static final double SECONDS_BAR = 5;
    private static final double SURE_BAR = 0.95;
    private static final double SURE = 0.5;

    /** Returns the report as Markdown. */
    String markdown() {
        var text = new StringBuilder(INTRODUCTION).append('\n');
        for (Tasks.Half half : List.of(Tasks.Half.REPORT, Tasks.Half.TUNING)) {
            List<Losses> tasks = losses(half);
            if (!tasks.isEmpty()) {
                text.append("## ")
                        .append(
                                half == Tasks.Half.TUNING
                                        ? "The half for choosing"
                                        : "The half for the report")
                        .append("\n\n")
                        .append(summary(tasks))
                        .append('\n')
                        .append(bars(tasks))
                        .append('\n')
                        .append(confidence(tasks))
                        .append('\n')
                        .append(byTask(tasks))
                        .append('\n');
            }
        }
        return text.append(defaults())
                .append('\n')
                .append(CONSEQUENCES)
                .append('\n')
                .append(effort())
                .toString();
    }

    /** Returns what the search should reach, and whether it does. */
    private static String bars(List<Losses> tasks) {
        List<Double> auto = lost(tasks, Way.all().getFirst().name());
        if (auto.isEmpty()) {
            return "";
        }
        double mean = Numbers.mean(auto);
        double worst = Numbers.highest(auto);
        var lines = new StringBuilder();
        lines.append(
                "- On average `auto` should lose at most %s: it loses %s, %s.%n"
                        .formatted(points(MEAN_BAR), points(mean), verdict(mean <= MEAN_BAR)));
        lines.append(
                "- On no task should it lose more than %s: the worst is %s, %s.%n"
                        .formatted(points(WORST_BAR), points(worst), verdict(worst <= WORST_BAR)));
        List<Double> seconds =
                tasks.stream()
                        .flatMap(task -> task.of(Way.all().getFirst().name()).stream())
                        .map(answer -> answer.row().seconds())
                        .toList();
        lines.append(
                Text.of(
                        "- It should take %s seconds at most, where that is more than 30 %% of the training: it takes %s on average, at most %s, of one processor, %s.%n",
                        points(SECONDS_BAR),
                        points(Numbers.mean(seconds)),
                        points(Numbers.highest(seconds)),
                        verdict(Numbers.highest(seconds) <= SECONDS_BAR)));
        for (double rate : RateStudy.FIXED) {
            List<Double> fixed = lost(tasks, task -> RateStudy.at(task, rate).key());
            boolean isBeaten =
                    mean <= Numbers.mean(fixed) && Numbers.median(auto) <= Numbers.median(fixed);
            lines.append(
                    "- In mean and median it should not lose more than the rate %s for every task: %s.%n"
                            .formatted(rate, verdict(isBeaten)));
        }
        return lines.append(sureness(tasks)).toString();
    }

    private static String sureness(List<Losses> tasks) {
        List<Losses.Answer> answers =
                tasks.stream()
                        .flatMap(task -> task.of(Way.all().getFirst().name()).stream())
                        .toList();
        List<Losses.Answer> sure =
                answers.stream()
                        .filter(answer -> answer.row().remark().startsWith("high"))
                        .toList();
        long right = sure.stream().filter(answer -> answer.lost() < SURE).count();
        boolean isMet = 2 * sure.size() >= answers.size() && right >= SURE_BAR * sure.size();
        return Text.of(
                "- At least half of the answers should be called sure (high), and 95 %% of those lose less than %s: %d of %d are, and %d of those do, %s.%n",
                points(SURE), sure.size(), answers.size(), right, verdict(isMet));
    }

    private static String verdict(boolean met) {
        return met ? "met" : "**missed**";
    }

    private static List<Double> lost(List<Losses> tasks, String way) {
        return tasks.stream()
                .map(task -> task.of(way))
                .filter(found -> !found.isEmpty())
                .map(found -> Numbers.mean(found.stream().map(Losses.Answer::lost).toList()))
                .toList();
    }

    private static List<Double> lost(List<Losses> tasks, Function<Task, String> setting) {
        return tasks.stream()
                .map(task -> task.ofSetting(setting.apply(task.task())))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    private List<Losses> losses(Tasks.Half half) {
        return Tasks.of(half).stream()
                .map(task -> new Losses(results, task))
                .filter(Losses::hasGrid)
                .toList();
    }

    private String summary(List<Losses> tasks) {
        var cells = new ArrayList<List<String>>();
        for (Way way : Way.all()) {
            cells.add(ofWay(tasks, way.name()));
        }
        for (double rate : RateStudy.FIXED) {
            cells.add(ofSetting(tasks, "always " + rate, task -> RateStudy.at(task, rate).key()));
        }
        for (String optimizer : RateStudy.RATE_FREE) {
            cells.add(ofSetting(tasks, optimizer, _ -> RateStudy.rateFree(optimizer).key()));
        }
        cells.add(line("the grid itself", tasks.stream().map(Losses::gridNoise).toList(), "", ""));
        return new ReportTable(
                        List.of(
                                "way",
                                "lost",
                                "± standard error",
                                "median",
                                "worst",
                                "at most 0.3",
                                "cost in trainings",
                                "nothing found"),
                        cells)
                .markdown();
    }

    private static List<String> ofWay(List<Losses> tasks, String way) {
        var lost = new ArrayList<Double>();
        var costs = new ArrayList<Double>();
        long answers = 0;
        long refused = 0;
        for (Losses task : tasks) {
            List<Losses.Answer> found = task.of(way);
            if (!found.isEmpty()) {
                lost.add(Numbers.mean(found.stream().map(Losses.Answer::lost).toList()));
                costs.add(Numbers.mean(found.stream().map(Losses.Answer::cost).toList()));
                answers += found.size();
                refused +=
                        found.stream()
                                .filter(each -> each.row().remark().startsWith("nothing"))
                                .count();
            }
        }
        return line(way, lost, points(Numbers.mean(costs)), Text.of("%d of %d", refused, answers));
    }

    private static List<String> ofSetting(
            List<Losses> tasks, String name, Function<Task, String> setting) {
        return line(name, lost(tasks, setting), "", "");
    }

    private static List<String> line(String name, List<Double> lost, String cost, String refused) {
        return List.of(
                name,
                points(Numbers.mean(lost)),
                points(Numbers.standardError(lost)),
                points(Numbers.median(lost)),
                points(Numbers.highest(lost)),
                Text.of(
                        "%d of %d",
                        lost.stream().filter(each -> each <= SMALL).count(), lost.size()),
                cost,
                refused);
    }

    private static String confidence(List<Losses> tasks) {
        var cells = new ArrayList<List<String>>();
        for (Way way : Way.all()) {
            if (!way.name().startsWith("auto")) {
                continue;
            }
            for (String word : List.of("high", "medium", "low")) {
                List<Double> lost =
                        tasks.stream()
                                .flatMap(task -> task.of(way.name()).stream())
                                .filter(answer -> answer.row().remark().startsWith(word))
                                .map(Losses.Answer::lost)
                                .toList();
                cells.add(
                        List.of(
                                way.name(),
                                word,
                                String.valueOf(lost.size()),
                                points(Numbers.mean(lost)),
                                Text.of(
                                        "%.0f %%",
                                        100.0
                                                * lost.stream().filter(each -> each < SURE).count()
                                                / Math.max(1, lost.size()))));
            }
        }
        return new ReportTable(List.of("way", "confidence", "answers", "lost", "below 0.5"), cells)
                .markdown();
    }

    private static String byTask(List<Losses> tasks) {
        var cells = new ArrayList<List<String>>();
        for (Losses task : tasks) {
            cells.add(
                    List.of(
                            task.task().name(),
                            points(task.bestScore()),
                            Text.of("%.2g", task.bestRate()),
                            points(task.gridNoise()),
                            lost(task, "auto"),
                            cost(task, "auto"),
                            lost(task, "auto within 0.3"),
                            lost(task, "sweeps alone"),
                            String.valueOf(task.steps()),
                            Text.of("%.2f", task.seconds())));
        }
        return new ReportTable(
                        List.of(
                                "task",
                                "best score",
                                "best rate",
                                "grid itself",
                                "auto",
                                "its cost",
                                "within 0.3",
                                "sweeps alone",
                                "steps",
                                "seconds"),
                        cells)
                .markdown();
    }

    private static String lost(Losses task, String way) {
        List<Losses.Answer> found = task.of(way);
        return found.isEmpty()
                ? ""
                : points(Numbers.mean(found.stream().map(Losses.Answer::lost).toList()));
    }

    private static String cost(Losses task, String way) {
        List<Losses.Answer> found = task.of(way);
        return found.isEmpty()
                ? ""
                : points(Numbers.mean(found.stream().map(Losses.Answer::cost).toList()));
    }

    /** Returns what peaks of a 1cycle lose that nobody looked for, optimizer by optimizer. */
    private String defaults() {
        var cells = new ArrayList<List<String>>();
        List<Task> all = Tasks.all();
        for (String optimizer : all.stream().map(Task::optimizer).distinct().sorted().toList()) {
            for (boolean convolves : List.of(false, true)) {
                List<Losses> tasks =
                        all.stream()
                                .filter(task -> task.optimizer().equals(optimizer))
                                .filter(task -> task.model().contains("conv") == convolves)
                                .map(task -> new Losses(results, task))
                                .filter(Losses::hasGrid)
                                .toList();
                for (double peak : RateStudy.defaults(optimizer)) {
                    List<String> line =
                            ofSetting(
                                    tasks,
                                    "oneCycle(%s)".formatted(peak),
                                    task -> RateStudy.byDefault(task, peak).key());
                    var cell = new ArrayList<>(line.subList(0, 6));
                    cell.addFirst(convolves ? "convolutions" : "others");
                    cell.addFirst(optimizer);
                    cells.add(cell);
                }
            }
        }
        return "## Defaults\n\n"
                + new ReportTable(
                                List.of(
                                        "optimizer",
                                        "networks",
                                        "default",
                                        "lost",
                                        "± standard error",
                                        "median",
                                        "worst",
                                        "at most 0.3"),
                                cells)
                        .markdown();
    }

    private String effort() {
        double seconds = results.rows().stream().mapToDouble(Row::seconds).sum();
        return Text.of(
                "%,d trainings and searches, %.2f hours of one processor.%n",
                results.rows().size(), seconds / 3600);
    }

    private static String points(double value) {
        return Double.isNaN(value) ? "" : Text.of("%.2f", value);
    }
}
