package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Session;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.train.finder.Rule;
import dev.gradus.train.state.RecordedRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FindCommandTest {
    private static final String SMALL =
            " points.csv --label side --model mlp --backend java --threads 1 --batch-size 20";

    /** Searches by sweeps alone. */
    private static final String WITHOUT_RUNS = " --find-budget 0";

    /** What a search changes, and what a record writes in another way. */
    private static final Set<Key<?>> OF_SEARCH = Set.of(Keys.LEARNING_RATE, Keys.DATA, Keys.MODEL);

    @TempDir Path folder;

    @BeforeEach
    void points() throws IOException {
        var table = new StringBuilder("x,y,side\n");
        for (int i = 0; i < 200; i++) {
            double x = Math.sin(i);
            double y = Math.cos(7.0 * i);
            table.append(x).append(',').append(y).append(',').append(x > y ? 1 : 0).append('\n');
        }
        Files.writeString(folder.resolve("points.csv"), table);
    }

    @Test
    void aSearchShowsSweepsCurveEveryRuleAndWhatToTypeNext() {
        Session session = run("find" + SMALL);

        assertThat(session.out())
                .contains(
                        "sweep 1/3: ",
                        "sweep 3/3: ",
                        "loss against learning rate",
                        "for this schedule");
        for (Rule rule : Rule.values()) {
            assertThat(session.out()).containsPattern("(?m)^[1-6]  " + rule.label() + " ");
        }
        assertThat(session.outLines())
                .allMatch(line -> line.length() <= 100 || line.startsWith("next: "));
        assertThat(session.outLines().getLast())
                .matches(
                        "next: gradus train points.csv .*--model mlp .*--lr \"oneCycle\\(0\\.\\d+\\)\"");
        assertThat(session.err()).isEmpty();
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void whatItSaysToTypeNextTrains() {
        String next =
                run("find" + SMALL + " --validation-share 0.2 --steps 20 --quiet")
                        .outLines()
                        .getLast();

        assertThat(run(next.replace("next: gradus ", "") + " --quiet").out())
                .contains("validation: ");
    }

    /** Some options have no value, and some are read with the replicas that train has. */
    @Test
    void whatItSaysToTypeNextCanBePastedWhateverOptionsItHas() {
        String next =
                run("find"
                                + SMALL.replace(" --batch-size 20", "")
                                + " --steps 20 --find-budget 0 --tensorboard --histograms --quiet --replicas 2 --rounds average(5)")
                        .outLines()
                        .getLast();

        assertThat(next).contains(" --tensorboard --histograms ", " --replicas 2 ");
        Session pasted = run(next.replace("next: gradus ", "") + " --quiet --name fox");
        assertThat(pasted.code()).as(pasted.err()).isZero();
        assertThat(folder.resolve("runs/fox/tensorboard")).isNotEmptyDirectory();
    }

    @Test
    void aSearchForReplicasIsThatOfTrainWithThem() {
        String options = SMALL.replace(" --batch-size 20", "") + " --steps 20 --replicas 2";
        String found = run("find" + options + " --json --quiet").out();
        JsonNode answer = JsonMapper.shared().readTree(found).get("learningRate");

        assertThat(run("train" + options + " --lr auto --name fox --quiet").code()).isZero();
        assertThat(Run.open(folder.resolve("runs/fox")).configuration().text("learningRate"))
                .contains(answer.asString());
    }

    @Test
    void whatItSaysToTypeNextHasEveryStopRuleOnce() {
        String next =
                run("find"
                                + SMALL
                                + WITHOUT_RUNS
                                + " --quiet --stop \"steps 20\" --stop \"time 2h\"")
                        .outLines()
                        .getLast();

        assertThat(next)
                .containsOnlyOnce("--stop \"steps 20\"")
                .containsOnlyOnce("--stop \"time 2h\"");
    }

    @Test
    void jsonIsOneObject() {
        Session session = run("find" + SMALL + " --json --repeats 2 --rates 40");

        assertThat(session.outLines()).hasSize(1);
        JsonNode found = JsonMapper.shared().readTree(session.out());
        assertThat(found.get("rule").asString()).isEqualTo("minimum/2");
        assertThat(found.get("rate").asDouble()).isBetween(1e-4, 10.0);
        assertThat(found.get("suggestions")).hasSize(Rule.values().length);
        assertThat(found.get("sweeps")).hasSize(2);
        assertThat(found.get("sweeps").get(0).get("learningRate").get(0).asDouble())
                .isEqualTo(1e-6);
        assertThat(session.err()).contains("sweep 2/2: ");
    }

    @Test
    void picturesAreDrawn() {
        run("find" + SMALL + WITHOUT_RUNS + " --repeats 1 --svg find.svg --png find.png");

        assertThat(folder.resolve("find.svg")).isNotEmptyFile();
        assertThat(folder.resolve("find.png")).isNotEmptyFile();
    }

    @Test
    void realRunsTryTheRatesAroundTheSuggestion() {
        Session session = run("find" + SMALL + " --repeats 1");

        assertThat(session.outLines().stream().filter(line -> line.startsWith("real run at ")))
                .hasSizeBetween(6, 96); // three rates to sixteen, 2 to 6 seeds
        assertThat(session.out())
                .containsPattern("(?m)^answer: 0\\.\\d+, confidence (high|medium|low); ")
                .containsPattern("(?m)^batch size 20: ");
    }

    @ParameterizedTest
    @CsvSource({
        "find, --from 1e-12 --to 1e-11 --find-budget 0",
        "train, --lr auto --optimizer sgd --clip-norm 1e-9 --find-budget 0"
    })
    void aRateThatCannotBeFoundEndsSearchAndTrainingAlike(String command, String options) {
        Session session = Session.run(folder, Session.words(command + SMALL + " " + options));

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err())
                .startsWith("gradus: no learning rate was found: the loss ")
                .containsPattern("; to train nevertheless, write --lr \"?oneCycle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"find", "train --lr auto"})
    void anOptimizerThatFindsItsOwnRateIsNotSearchedFor(String command) {
        Session session =
                Session.run(
                        folder, Session.words(command + SMALL + " --optimizer prodigy --steps 20"));

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).contains("prodigy finds its own rate while it trains");
    }

    @Test
    void anOptimizerThatFindsItsOwnRateIsTrainedWithARateOf1() {
        run("train" + SMALL + " --optimizer prodigy --steps 20 --name one");
        run("train" + SMALL + " --optimizer prodigy --steps 20 --lr 1 --name two");

        assertThat(ending("one")).isEqualTo(ending("two"));
    }

    @Test
    void aSweepThatEndsTooLowSaysHowToGoOn() {
        String noisy = SMALL.replace("--batch-size 20", "--batch-size 10 --validation-share 0.2");
        Session session =
                Session.run(
                        folder,
                        Session.words("find" + noisy + " --rates 17 --to 1e-5 --find-budget 0"));

        assertThat(session.outLines().getLast())
                .startsWith("the sweep should end higher: gradus find points.csv ")
                .contains(" --rates 17 ")
                .endsWith(" --to 0.01");
    }

    @Test
    void fewRowsLearnedByHeartAreNotAnsweredWithALargeRate() throws IOException {
        var rows = new StringBuilder("a,y\n");
        for (int i = 0; i < 10; i++) {
            rows.append(i % 2 == 0 ? "1." : "-1.").append(i).append(',').append(i % 2).append('\n');
        }
        Files.writeString(folder.resolve("ten.csv"), rows);

        Session session =
                Session.run(
                        folder,
                        Session.words(
                                "find ten.csv --label y --model mlp --backend java --threads 1"
                                        + " --optimizer adam --epochs 3 --batch-size 128 --validation-share 0.1"));

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).contains("the loss never rises again");
        assertThat(session.out())
                .contains("note: a sweep goes 100 times over these few examples")
                .contains("note: a sweep of 100 steps is longer than the run of 3")
                .contains("note: only 1 example held out: too few to judge real runs")
                .doesNotContain("next: ");
    }

    @Test
    void aRecipeIsSearchedForAsItWouldTrain() throws IOException {
        Files.writeString(
                folder.resolve("recipe.yaml"),
                "data: points.csv\nlabel: side\nmodel: mlp\nbackend: java\nlearningRate: 0.1\n");

        assertThat(run("find recipe.yaml --repeats 1" + WITHOUT_RUNS).outLines().getLast())
                .matches("next: gradus train recipe.yaml --lr 0?\\.?\\d+");
    }

    @Test
    void aRecipeThatComesWithGradusIsSearchedForToo() {
        String line = " --recipe one-epoch --loss softmaxCrossEntropy --repeats 1" + WITHOUT_RUNS;

        assertThat(run("find" + SMALL + line).outLines().getLast())
                .matches("next: gradus train points.csv .*--recipe one-epoch .*--lr .*");
    }

    @Test
    void trainingFindsItsRateWhenAskedAndRecordsWhereItCameFrom() {
        Session session = run("train" + SMALL + " --steps 60 --lr auto --name fox");

        Run fox = new Runs(folder.resolve("runs")).find("fox");
        String rate = fox.configuration().text("learningRate").orElseThrow();
        assertThat(rate).matches("oneCycle\\(0\\.\\d+\\)");
        assertThat(fox.configuration().text("learningRateFrom").orElseThrow())
                .matches(
                        "found by 3 sweeps \\(minimum/2\\) and \\d+ real runs of 60 steps, within [\\d,]+ steps, confidence (high|medium|low)");
        assertThat(fox.record().stream().filter(Note.class::isInstance).map(Note.class::cast))
                .extracting(Note::text)
                .anyMatch(note -> note.startsWith("learning rate " + rate + ": found by "));
        assertThat(fox.plots().resolve("find.svg")).isNotEmptyFile();
        assertThat(session.out()).contains("sweep 3/3: ");
        run("train" + SMALL + " --steps 60 --name owl --lr " + rate);
        assertThat(ending("owl")).isEqualTo(ending("fox"));
    }

    @Test
    void aFoundRateLeavesTheControllersOfAFileAndAllElseAsTheyAre() throws IOException {
        Files.writeString(
                folder.resolve("plan.yaml"),
                """
                data: points.csv
                target: side
                model: mlp
                learningRate: cosine(auto)
                controllers: plateau(patience=1, factor=0.5)
                clipNorm: 2
                steps: 60
                batchSize: 20
                backend: java
                """);
        Session session = run("train plan.yaml --find-budget 0 --name fox");

        assertThat(session.code()).as(session.err()).isZero();
        Recipe asked =
                Recipe.ofYaml(
                        Files.readString(folder.resolve("plan.yaml")).replace("auto", "1"), "");
        Recipe trained = RecordedRecipe.of(new Runs(folder.resolve("runs")).find("fox"));
        for (Key<?> key : Keys.ALL) {
            if (asked.find(key).isPresent() && !OF_SEARCH.contains(key)) {
                assertThat(trained.find(key)).as(key.name()).isEqualTo(asked.find(key));
            }
        }
        assertThat(run("find plan.yaml --find-budget 0").outLines().getLast())
                .contains("--lr \"cosine(0.")
                .contains(" * plateau(");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto | oneCycle(0.032)",
                "cosine(auto) | cosine(0.032)",
                "0.1 | 0.032",
                "oneCycle(0.01) | oneCycle(0.032)",
                "ramp(0, 0.1, steps(10)).then(cosine(0.1)) | ramp(0, 0.032, steps(10)).then(cosine(0.032))",
                "cosine(0.1) * plateau(patience=3) | cosine(0.032) * plateau(patience=3)",
                "hold(0.1) * 2 | oneCycle(0.032)",
            })
    void theFoundRateTakesTheHighestOnesPlace(String written, String expected) {
        assertThat(new AutoRate(written).with(0.03162, Rule.PEAK)).isEqualTo(expected);
    }

    private String ending(String run) {
        return new Runs(folder.resolve("runs"))
                .find(run)
                .record()
                .getLast()
                .toString()
                .replaceAll(".*(sha256:[0-9a-f]+).*", "$1");
    }

    private Session run(String line) {
        Session session = Session.run(folder, Session.words(line));
        assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.DONE);
        return session;
    }
}
