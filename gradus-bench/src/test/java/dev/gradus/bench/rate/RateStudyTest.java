package dev.gradus.bench.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateStudyTest {
    @TempDir private Path folder;

    private static Task small() {
        return new Task(
                new StudyData.Drawn(Made.FRIEDMAN), "linear", "sgd", "constant(auto)", 1, 64, 0);
    }

    @Test
    void halvesTheTasksByTheirNamesSoThatBothHaveEveryKind() {
        List<Task> tuning = Tasks.of(Tasks.Half.TUNING);
        List<Task> report = Tasks.of(Tasks.Half.REPORT);
        assertThat(tuning.size() + report.size()).isGreaterThanOrEqualTo(24);
        assertThat(Math.abs(tuning.size() - report.size())).isLessThanOrEqualTo(1);
        assertThat(tuning).doesNotContainAnyElementsOf(report);
        for (List<Task> half : List.of(tuning, report)) {
            assertThat(half)
                    .extracting(Task::optimizer)
                    .contains("sgd", "nesterov(0.9)", "adam", "adamw");
            assertThat(half).anyMatch(task -> !task.data().isOfClasses());
        }
        assertThat(Tasks.all()).extracting(Task::name).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void makesEachRunOnceAndTheSameAgain() throws IOException {
        List<String> first = study("first.tsv");
        assertThat(first.getFirst()).isEqualTo(Row.HEADER);
        Files.write(folder.resolve("again.tsv"), first.subList(0, first.size() - 5));
        Files.writeString(
                folder.resolve("again.tsv"),
                first.get(first.size() - 5).substring(0, 30),
                StandardOpenOption.APPEND);
        List<String> again = study("again.tsv");
        assertThat(without(again)).containsAll(without(first));
        assertThat(study("again.tsv")).isEqualTo(again);
    }

    /** Returns lines without the processor time, which differs. */
    private static List<String> without(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("\t[0-9.E-]+\t([^\t]*)$", "\t$1"))
                .toList();
    }

    private List<String> study(String name) throws IOException {
        Results results = Results.in(folder.resolve(name));
        var laboratory = new Laboratory(new StudyData.Source(Optional.empty()));
        new RateStudy(laboratory, results, Way.all()).make(List.of(small()), 1, _ -> {});
        var losses = new Losses(results, small());
        assertThat(losses.hasGrid()).isTrue();
        assertThat(losses.of("auto")).hasSize(6).allMatch(answer -> answer.cost() > 3);
        return Files.readAllLines(folder.resolve(name));
    }

    @Test
    void losesNothingAtTheRateThatTheOtherSeedsPickAndTheDifferenceAtAnother() {
        Results results = Results.in(folder.resolve("made.tsv"));
        Task task = small();
        for (double rate : task.grid()) {
            for (long seed : task.seeds()) {
                // The second half of the seeds is best one rate further up.
                double best = seed < 3 ? task.grid().get(5) : task.grid().get(6);
                double score = 90 - 2 * Math.abs(Math.log(rate / best) / Math.log(2));
                results.add(
                        List.of(
                                Row.ofTraining(
                                        task, RateStudy.at(task, rate), seed, score, 100, 1)));
            }
        }
        var losses = new Losses(results, task);
        assertThat(losses.gridNoise()).isCloseTo(2, within(1e-9));
        String sixth = RateStudy.at(task, task.grid().get(5)).key();
        // Half of the time it is what was picked, else what the scoring seeds find best.
        assertThat(losses.ofSetting(sixth).orElseThrow()).isCloseTo(-1, within(1e-9));
        results.add(
                List.of(
                        new Row(
                                task.name(),
                                "auto",
                                0,
                                task.grid().get(3),
                                Double.NaN,
                                700,
                                1,
                                "high")));
        Losses.Answer answer = losses.of("auto").getFirst();
        // 2 of the first half of the seeds, 4 of the second: an answer is scored on both.
        assertThat(answer.lost()).isCloseTo(3, within(1e-9));
        assertThat(answer.cost()).isCloseTo(7, within(1e-9));
    }

    @Test
    void aTornLineIsNotRead() {
        Row row = new Row("task", "auto", 1, 0.1, Double.NaN, 10, 0.5, "high");
        assertThat(Row.read(row.line())).contains(row);
        assertThat(Row.read(row.line().substring(0, row.line().length() - 1))).isEmpty();
        assertThat(Row.read(Row.HEADER)).isEmpty();
    }
}
