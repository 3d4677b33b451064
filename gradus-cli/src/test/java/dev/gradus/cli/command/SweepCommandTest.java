package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepCommandTest {
    @TempDir private Path folder;

    @BeforeEach
    void writeTable() throws IOException {
        var text = new StringBuilder("height,town,size\n");
        for (int row = 0; row < 120; row++) {
            boolean isLarge = row % 3 == 0;
            text.append(isLarge ? 180 + row % 7 : 150 + row % 9)
                    .append(row % 2 == 0 ? ",Bern," : ",Basel,")
                    .append(isLarge ? "large\n" : "small\n");
        }
        Files.writeString(folder.resolve("people.csv"), text);
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private Session sweep(String more) {
        return run(
                "sweep people.csv --target size --steps 24 --backend java --over \"lr=0.00001, 0.03\""
                        + " --seeds 2 --name both "
                        + more);
    }

    @Test
    void aSweepRanksItsPointsAndLeavesTheRecipeOfTheBest() throws IOException {
        Session session = sweep("");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .contains("2 points, 4 runs, judged by loss of validation")
                .contains("learningRate 0.03")
                .contains("next: gradus train");
        assertThat(Files.readAllLines(folder.resolve("runs/both/table.csv"))).hasSize(5);
        assertThat(folder.resolve("runs/both/best.yaml"))
                .content()
                .contains("learningRate: oneCycle(0.03)");
        Session best = run("train runs/both/best.yaml --name best");
        assertThat(best.code()).as(best.err()).isZero();
    }

    @Test
    void theRecipeOfTheBestHasTheBatchSizeThatItsReplicasHad() throws IOException {
        Session session =
                run(
                        "sweep people.csv --target size --steps 12 --backend java --name two"
                                + " --over \"replicas=2\" --over \"lr=0.01,0.02\"");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(folder.resolve("runs/two/best.yaml")).content().contains("batchSize: 32");
    }

    @Test
    void eachRunHasTheDefaultRateOfItsOptimizer() throws IOException {
        String line =
                "sweep people.csv --target size --steps 12 --backend java --name four"
                        + " --over \"optimizer=adamw, sgd, nesterov(0.9), prodigy\" ";

        Session session = run(line);

        assertThat(session.code()).as(session.err()).isZero();
        List<String> rates = List.of("oneCycle(0.01)", "oneCycle(0.16)", "oneCycle(0.08)");
        for (int trial = 1; trial <= rates.size(); trial++) {
            Path start = folder.resolve("runs/four/trials/000" + trial + "/events.jsonl");
            assertThat(Files.readAllLines(start).getFirst()).contains(rates.get(trial - 1));
        }
        assertThat(folder.resolve("runs/four/best.yaml")).content().contains("learningRate: ");
    }

    @Test
    void aTrialIsARunLikeAnyOtherWithTheBitsOfTheSameTraining() throws IOException {
        sweep("");
        Session replayed = run("replay " + folder.resolve("runs/both/trials/0003"));

        assertThat(replayed.code()).as(replayed.err()).isZero();
    }

    @Test
    void aSweepThatIsOverGoesOnWithoutTrainingAnything() throws IOException {
        sweep("--halving 2");
        String table = Files.readString(folder.resolve("runs/both/table.csv"));
        Session again = run("sweep --resume both");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("(6 done)").doesNotContain("seed 1:");
        assertThat(folder.resolve("runs/both/table.csv")).hasContent(table);
    }

    @Test
    void theBestPointIsTrainedOnAllRowsWhenThatIsAskedFor() {
        Session session = sweep("--then train");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(folder.resolve("runs/both/best/model.gradus")).isRegularFile();
        assertThat(session.out()).doesNotContain("validation: loss");
    }

    @Test
    void resultsAreJsonLinesWhenThatIsAskedFor() {
        Session session = sweep("--json");

        assertThat(session.outLines())
                .hasSize(5)
                .first()
                .asString()
                .startsWith("{\"event\":\"run\",\"run\":\"000")
                .contains("\"over\":{\"learningRate\":\"")
                .contains("\"validation\":{\"loss\":");
        assertThat(session.outLines())
                .last()
                .isEqualTo(
                        "{\"event\":\"end\",\"best\":\"%s\"}"
                                .formatted(folder.resolve("runs/both/best.yaml")));
    }

    /** The second time, a run of that name exists: it is continued, or stays as it is. */
    @Test
    void theBestPointIsTrainedOnce() throws IOException {
        sweep("--then train");
        Path model = folder.resolve("runs/both/best/model.gradus");
        byte[] trained = Files.readAllBytes(model);
        Session again = run("sweep --resume both --then train");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("has ended");
        assertThat(Files.readAllBytes(model)).isEqualTo(trained);
    }

    @Test
    void anEarlierRunOfAnotherPointStaysAsItIs() throws IOException {
        sweep("");
        run("train people.csv --target size --steps 9 --backend java --runs runs/both --name best");
        byte[] earlier = Files.readAllBytes(folder.resolve("runs/both/best/model.gradus"));
        Session session = run("sweep --resume both --then train");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(folder.resolve("runs/both/best-2/model.gradus")).isRegularFile();
        assertThat(folder.resolve("runs/both/best/model.gradus")).hasBinaryContent(earlier);
    }

    @Test
    void theLossOfTrainingJudgesWhereNothingIsHeldOut() {
        Session session = sweep("--judge-by accuracy --then train");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .contains("judged by accuracy of validation")
                .contains("nothing is held out; judged by the training loss");
        assertThat(folder.resolve("runs/both/best/model.gradus")).isRegularFile();
    }

    @Test
    void controllersOfAFileAreInEveryTrialAndInTheBestRecipe() throws IOException {
        Files.writeString(
                folder.resolve("plan.yaml"),
                """
                data: people.csv
                target: size
                controllers: plateau(patience=3)
                steps: 24
                backend: java
                """);
        Session session = run("sweep plan.yaml --over lr=0.001,0.03 --name both");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(folder.resolve("runs/both/best.yaml"))
                .content()
                .contains("learningRate: oneCycle(0.03)")
                .contains("plateau(patience=3");
    }

    @Test
    void aSweepIsDrawnAtItsEndAndWheneverThatIsAskedFor() throws IOException {
        Session session = sweep("--over batchSize=10,30");
        Path svg = folder.resolve("runs/both/plots/sweep.svg");
        assertThat(session.out()).contains("plot:  " + svg);
        assertThat(svg).content().contains("sweep both: loss of validation", "batchSize");

        Files.delete(svg);
        Session again = run("plot both");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.outLines())
                .containsExactly(svg.toString(), svg.resolveSibling("sweep.png").toString());
        assertThat(svg).isNotEmptyFile();
        assertThat(run("plot " + folder.resolve("runs/both/trials/0001")).code()).isZero();
        assertThat(run("plot both neither").code()).isEqualTo(4);
    }

    @Test
    void aSweepOfWhichAllRunsFailedNamesNoBestPoint() throws IOException {
        Session session =
                run(
                        "sweep people.csv --target size --steps 9 --backend java --name none --json"
                                + " --optimizer sgd --over lr=1e30,1e35 --then train");

        assertThat(session.code()).isEqualTo(3);
        assertThat(session.err())
                .contains("there is no best one")
                .contains("table.csv")
                .doesNotContain("next:");
        assertThat(session.outLines()).last().isEqualTo("{\"event\":\"end\",\"best\":null}");
        assertThat(folder.resolve("runs/none/best.yaml")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seeds 5",
                "--halving 3",
                "--random 4",
                "--quasi-random 4",
                "--name other",
                "--find-budget 0.1",
                "--judge-by accuracy",
                "--threads 2",
                "--steps 7",
                "--over lr=0.5",
                "people.csv"
            })
    void whatASweepThatGoesOnDoesNotTakeIsRefused(String option) {
        sweep("");
        Session session = run("sweep --resume both " + option);

        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err())
                .contains(
                        "continues as it was planned; leave out " + option.replaceFirst(" .*", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sweep people.csv --target size | --over",
                "sweep people.csv --target size --over lr=0.1 --random 2 --quasi-random 3 | give one",
                "sweep people.csv --target size --over lr=log(0.1,1) | --random N, --quasi-random N",
                "sweep people.csv --target size --over lr=0.1,0.2 --random 3 | only 2 different points",
                "sweep people.csv --target size --over lr=0.1,0.1 | the value 0.1 is given twice",
                "sweep people.csv --target size --over lr=0.1 --halving 1 | at least 2",
                "sweep people.csv --target size --over lr=0.1 --then sleep | the word train",
                "sweep people.csv --target size --over lr=0.1 --validation-share 0 | judges its runs by validation",
                "sweep people.csv --target size --over lr=0.1 --find-budget 0.1 | leave out --find-budget",
                "sweep people.csv --target size --over loss=softmaxCrossEntropy | --judge-by accuracy",
                "sweep people.csv --target size --over epochs=1,2 --over steps=9 | two ways to set",
                "sweep people.csv --target size --over lr=0.1 --then train --stop \"patience 3\" | nothing for the stop rule",
                "sweep people.csv --target size --over \"stop=patience 3, steps 9\" --then train | nothing for the stop rule",
                "sweep people.csv --target size --over optimzer=adam | did you mean 'optimizer'",
            })
    void whatIsWrongIsSaidBeforeAFolderIsMade(String line, String message) {
        Session session = run(line);

        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err()).contains(message);
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "people.csv --target sise",
                "people.csv",
                "persons.csv --target size",
                "people.csv --target size --columns hight:number",
                "people.csv --target size --model dense(7)",
                "people.csv --target size --test others.csv",
                "people.csv --target size --loss bce",
                "people.csv --target size --freeze nowhere",
                "people.csv --target size --start-from none.gradus",
                "people.csv --target size --optimizer adan",
                "people.csv --target size --image-size 9x9",
            })
    void whatAllRunsShareIsRefusedBeforeAFolderIsMadeAsByTrain(String words) {
        Session session =
                run("sweep %s --steps 9 --backend java --over batchSize=10,20".formatted(words));

        assertThat(folder.resolve("runs")).doesNotExist();
        Session trained = run("train %s --steps 9 --backend java".formatted(words));
        assertThat(trained.code()).isIn(2, 4);
        assertThat(session.code()).isEqualTo(trained.code());
        assertThat(session.err()).isEqualTo(trained.err());
    }

    @Test
    void aSweepDoesNotContinueWithOtherData() throws IOException {
        sweep("");
        Path journal = folder.resolve("runs/both/results.jsonl");
        Files.write(journal, Files.readAllLines(journal).subList(0, 2));
        String people = Files.readString(folder.resolve("people.csv"));
        Files.writeString(folder.resolve("people.csv"), people.replace("Basel", "Genf"));
        Session session = run("sweep --resume both");

        assertThat(session.code()).isEqualTo(4);
        assertThat(session.err()).contains("the sweep cannot continue", "the training data");
        assertThat(Files.readAllLines(journal)).hasSize(2);
    }

    @Test
    void whatIsNoSweepIsNotGoneOnWith() {
        Session session = run("sweep --resume none");

        assertThat(session.code()).isEqualTo(4);
        assertThat(session.err()).contains("it has no sweep.json");
    }
}
