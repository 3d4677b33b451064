package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.model.Model;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.RunGroup;
import dev.gradus.run.RunLock;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gradus train --folds}. */
class CrossValidationTest {
    private static final String TRAIN =
            "train t.csv --target kind --backend java --threads 1 --steps 40 --name all --folds ";

    @TempDir private Path folder;
    private final List<String> rows = new ArrayList<>();

    @BeforeEach
    void writeTable() throws IOException {
        rows.add("size,town,kind");
        for (int row = 0; row < 61; row++) {
            rows.add(
                    Text.of(
                            "%.2f,%s,%s",
                            Math.sin(row) + (row % 3 == 0 ? 2 : 0),
                            row % 2 == 0 ? "Bern" : "Basel",
                            row % 3 == 0 ? "large" : "small"));
        }
        Files.write(folder.resolve("t.csv"), rows);
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private JsonNode folds(String name) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("runs/" + name + "/folds.json")));
    }

    private String ending(String path) {
        Run run = Run.open(folder.resolve("runs").resolve(path));
        return ((RunEnded) run.record().getLast()).state();
    }

    @Test
    void eachRowIsTestedOnceAndEachScoreHasItsMeanAndSpread() throws IOException {
        Session session = run(TRAIN + 4);

        assertThat(session.code()).as(session.err()).isZero();
        JsonNode all = folds("all");
        List<Double> accuracies = new ArrayList<>();
        int tested = 0;
        for (JsonNode fold : all.get("results")) {
            tested += fold.get("tested").asInt();
            assertThat(fold.get("tested").asInt() + fold.get("trained").asInt()).isEqualTo(61);
            accuracies.add(fold.get("test").get("accuracy").asDouble());
        }
        assertThat(accuracies).hasSize(4);
        assertThat(tested).isEqualTo(61);
        double mean = accuracies.stream().mapToDouble(x -> x).average().orElseThrow();
        double squares = accuracies.stream().mapToDouble(x -> Math.pow(x - mean, 2)).sum();
        JsonNode score = all.get("scores").get("accuracy");
        assertThat(score.get("mean").asDouble()).isCloseTo(mean, within(1e-12));
        assertThat(score.get("spread").asDouble()).isCloseTo(Math.sqrt(squares / 3), within(1e-12));
        assertThat(session.out())
                .contains("fold 1/4: 45 rows learned from, 16 tested, 40 steps: loss ")
                .containsPattern("over the folds +mean +spread +lowest +highest")
                .containsPattern(Text.of("accuracy +%.2f%% ", 100 * mean))
                .contains("balanced accuracy", "AUC")
                .contains("No network was trained on all rows");
    }

    @Test
    void aFoldIsARunThatIsReplayedAndTrainedAloneToTheSameBits() {
        assertThat(run(TRAIN + "3 --seed 5 --quiet").code()).isZero();

        assertThat(run("replay " + folder.resolve("runs/all/fold-2")).out())
                .contains("identical: 40 steps");
        Session alone = run(TRAIN.replace("--name all --folds ", "--name two --seed 5 --fold 2/3"));
        assertThat(alone.code()).as(alone.err()).isZero();
        assertThat(alone.out()).contains("test: ");
        assertThat(ending("two")).isEqualTo(ending("all/fold-2"));
        assertThat(ending("all/fold-1")).isNotEqualTo(ending("two"));
        assertThat(run("predict " + folder.resolve("runs/all/fold-3") + " t.csv").outLines())
                .hasSize(62);
    }

    /** A value changes what is fitted in all folds but that in which its row is measured. */
    @Test
    void aPreparationIsFittedToTheRowsThatAFoldLearnsFrom() throws IOException {
        assertThat(run(TRAIN + "4 --quiet").code()).isZero();
        rows.set(18, "7.50,Bern," + rows.get(18).split(",", -1)[2]);
        Files.write(folder.resolve("t.csv"), rows);
        assertThat(run(TRAIN.replace("all", "changed") + "4 --quiet").code()).isZero();

        long same =
                List.of(1, 2, 3, 4).stream()
                        .filter(fold ->
                                preparation("all", fold).equals(preparation("changed", fold)))
                        .count();
        assertThat(same).isEqualTo(1);
    }

    private String preparation(String name, int fold) {
        Path file = folder.resolve(Text.of("runs/%s/fold-%d/model.gradus", name, fold));
        return Model.load(file).meaning().preparation().orElseThrow().text();
    }

    @Test
    void theConfusionMatrixOfAllFoldsCountsEachRowOnce() throws IOException {
        Session session = run(TRAIN + 4);

        long counted = 0;
        for (JsonNode row : folds("all").get("confusion")) {
            for (JsonNode count : row) {
                counted += count.asLong();
            }
        }
        assertThat(counted).isEqualTo(61);
        assertThat(session.out())
                .contains(
                        "all folds together",
                        "predicted class (columns) for each true class (rows):",
                        "the matrix in confusion.svg and .png");
        assertThat(Files.readString(folder.resolve("runs/all/confusion.svg")))
                .contains("all, 4 folds", "large", "small");
        assertThat(folder.resolve("runs/all/confusion.png")).isNotEmptyFile();
    }

    @Test
    void theRecordHasTheRecipeWithItsDefaults() throws IOException {
        run(TRAIN + "2 --quiet");
        assertThat(folds("all").get("asked").has("batchSize")).isFalse();
        assertThat(folds("all").get("recipe").get("batchSize").asString()).isEqualTo("32");
        assertThat(folds("all").get("recipe").has("fold")).isFalse();
    }

    /** As after a kill in the third fold, whose result was not yet written. */
    @Test
    void aCrossValidationGoesOnWithTheFoldsThatAreLeftToTheSameBits() throws IOException {
        run(TRAIN + "4 --quiet");
        JsonNode whole = folds("all");
        String last = ending("all/fold-4");
        endAfterTwoFolds();

        Session session = run("resume all");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .doesNotContain("fold 1/4: ", "fold 2/4: ")
                .contains("fold 3/4: ", "fold 4/4: ", "over the folds");
        assertThat(folds("all")).isEqualTo(whole);
        assertThat(ending("all/fold-4")).isEqualTo(last);
        assertThat(run("resume all --lr 0.1").err()).contains("continues as it was started");
        assertThat(run("resume all").out()).doesNotContain("fold 4/4: ").contains("over the folds");
    }

    /** Leaves what a process leaves that was killed before it wrote the score of the third of 4. */
    private void endAfterTwoFolds() throws IOException {
        try (var files = Files.walk(folder.resolve("runs/all/fold-4"))) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
        var cut = (ObjectNode) folds("all").deepCopy();
        ((ArrayNode) cut.get("results")).remove(3);
        ((ArrayNode) cut.get("results")).remove(2);
        Files.writeString(folder.resolve("runs/all/folds.json"), cut.toString());
    }

    @Test
    void theFoldsThatAreLeftAreNotTrainedOnOtherData() throws IOException {
        run(TRAIN + "4 --quiet");
        endAfterTwoFolds();
        String kept = Files.readString(folder.resolve("runs/all/folds.json"));
        rows.set(5, "9.75,Bern,large");
        Files.write(folder.resolve("t.csv"), rows);

        Session session = run("resume all");

        assertThat(session.code()).isEqualTo(ExitCode.DATA);
        assertThat(session.err())
                .contains(
                        "the folds that are left would be trained in another way than fold 1/4 (the training data are not the same",
                        "continue with the data and the version of Gradus that they were begun with, or begin a new cross-validation");
        assertThat(Files.readString(folder.resolve("runs/all/folds.json"))).isEqualTo(kept);
        assertThat(folder.resolve("runs/all/fold-4")).doesNotExist();
    }

    /** What a setting means that is not given may change with the version. */
    @Test
    void theFoldsThatAreLeftAreNotTrainedWithOtherDefaults() throws IOException {
        run(TRAIN + "4 --quiet");
        endAfterTwoFolds();
        Path first = folder.resolve("runs/all/fold-1/configuration.json");
        Files.writeString(
                first,
                Files.readString(first).replaceFirst("\"batchSize\":32", "\"batchSize\":16"));

        Session session = run("resume all");

        assertThat(session.code()).isEqualTo(ExitCode.DATA);
        assertThat(session.err()).contains("(batchSize is 32, it was 16)");
    }

    /** Earlier versions prepared the rows of each fold anew, and did not say so. */
    @Test
    void foldsThatStartFromAModelGoOnWithThePreparationThatTheyWereBegunWith() throws IOException {
        run(TRAIN.replace("--name all --folds ", "--name first --quiet"));
        run(TRAIN + "4 --start-from first --preparation new --quiet");
        String last = ending("all/fold-4");
        endAfterTwoFolds();
        for (String file :
                List.of("folds.json", "fold-1/configuration.json", "fold-3/configuration.json")) {
            Path path = folder.resolve("runs/all").resolve(file);
            String text = Files.readString(path);
            String earlier = text.replaceAll("\"preparation\"\\s*:\\s*\"new\",?", "");
            assertThat(earlier).isNotEqualTo(text);
            Files.writeString(path, earlier);
        }

        Session session = run("resume all --quiet");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(ending("all/fold-4")).isEqualTo(last);
    }

    /** Folds of two processes with other settings would not be alike. */
    @Test
    void oneProcessAtATimeTrainsAndNoneTakesANameInUse() throws IOException {
        assertThat(run(TRAIN + 2).code()).isZero();
        Path all = folder.resolve("runs/all");
        String kept = Files.readString(all.resolve("folds.json"));

        try (RunLock _ = RunGroup.FOLDS.lock(all)) {
            Session second = run("resume all");
            assertThat(second.code()).isEqualTo(ExitCode.DATA);
            assertThat(second.err()).contains("cross-validation all is already being written");
            assertThat(run("runs --remove all").err()).contains("nothing was removed");
        }
        assertThat(run(TRAIN + 3).err())
                .contains("there is already a cross-validation 'all'", "gradus resume all");
        assertThat(Files.readString(all.resolve("folds.json"))).isEqualTo(kept);
        assertThat(run("evaluate all t.csv").err())
                .contains("'all' is a cross-validation, not a run; name one of its runs");

        assertThat(run("runs --remove all").out()).contains("removed");
        assertThat(all).doesNotExist();
        assertThat(run(TRAIN + 2).code()).as("the name is free").isZero();
    }

    /** The rows come in another order each time. */
    @Test
    void aQueryWithoutAnOrderIsAskedOnceForAllFolds() throws IOException {
        String url = "jdbc:h2:mem:folds";
        Session session =
                Session.run(
                        folder,
                        "train",
                        url,
                        "--query",
                        "select x as number, case when mod(x, 3) = 0 then 'a' else 'b' end as kind from system_range(1, 90) order by rand()",
                        "--target",
                        "KIND",
                        "--folds",
                        "3",
                        "--columns",
                        "NUMBER:number",
                        "--steps",
                        "5",
                        "--backend",
                        "java",
                        "--name",
                        "all");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(
                        folds("all").get("confusion").get(0).get(0).asLong()
                                + folds("all").get("confusion").get(0).get(1).asLong())
                .as("each row of class a is tested once")
                .isEqualTo(30);
    }

    @Test
    void foldsThatDivergeHaveNoScoresAndAreSaid() throws IOException {
        Session session =
                run(
                        TRAIN.replace("kind", "size")
                                + "2 --optimizer sgd --lr 1e30 --task regression");

        assertThat(session.code()).isEqualTo(ExitCode.DIVERGED);
        assertThat(session.out()).contains("fold 1/2: ", ": diverged ", "0 of 2 folds have scores");
        assertThat(folds("all").get("scores")).isEmpty();
        assertThat(folds("all").get("results").get(1).get("ending").asString())
                .startsWith("diverged");
    }

    @Test
    void jsonIsOneObjectOfAllFolds() throws IOException {
        Session session = run(TRAIN + "2 --json");

        assertThat(session.out()).hasLineCount(1);
        assertThat(JsonMapper.shared().readTree(session.out())).isEqualTo(folds("all"));
        assertThat(session.err()).contains("fold 2/2: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    t.csv --target kind --folds 1                  | 2 | --folds must be at least 2, got 1
                    t.csv --target kind --folds 4 --fold 1/4       | 2 | give one of the two
                    t.csv --target kind --folds 4 --test-share 0.2 | 2 | a fold is the test part, but --test-share gives another; give one
                    t.csv --target kind --folds 4 --test t.csv     | 2 | a fold is the test part, but --test gives another; give one
                    t.csv --target kind --folds 4 --studio         | 2 | --studio watches one run
                    t.csv --target kind --folds 4 --lr auto        | 2 | find it first, with gradus find
                    t.csv --target size --folds 4 --split-by-time size | 2 | folds are chosen by seed
                    t.csv --target kind --folds 99                 | 4 | 61 rows cannot be cut into 99 folds
                    t.csv --target kind --group town --folds 3     | 4 | 2 groups of rows cannot be cut into 3 folds
                    mnist --folds 3                                | 2 | --folds needs a table
                    t.csv --target kind --folds 3 --rows-in disk  | 2 | folds need rows in memory
                    t.csv --target kind --fold 5/4                 | 2 | as in 1/5 to 5/5; got '5/4'
                    """)
    void whatDoesNotGoTogetherIsSaidBeforeAnythingIsKept(String line, int code, String sentence) {
        Session session = run("train " + line);

        assertThat(session.err()).contains(sentence).hasLineCount(1);
        assertThat(session.code()).isEqualTo(code);
        assertThat(folder.resolve("runs")).doesNotExist();
    }
}
