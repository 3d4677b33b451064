package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Gradus;
import dev.gradus.cli.Session;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.TerminalInput;
import dev.gradus.nn.loss.Losses;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.train.state.RecordedRecipe;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {
    private static final String SMALL =
            "train --model linear --backend java --threads 1 --steps 12 --batch-size 50";

    @TempDir Path folder;

    @Test
    void jsonIsTheRunsRecordAndNothingElse() throws IOException {
        Session session = run(SMALL + " --json --name fox");

        List<JsonNode> events =
                session.outLines().stream().map(JsonMapper.shared()::readTree).toList();
        JsonNode start = events.getFirst();
        assertThat(start.get("event").asString()).isEqualTo("start");
        assertThat(start.get("run").asString()).isEqualTo("fox");
        assertThat(start.get("parameters").asInt()).isEqualTo(7850);
        assertThat(start.get("backend").asString()).isEqualTo("java");
        assertThat(start.get("threads").asInt()).isEqualTo(1);
        assertThat(start.get("steps").asInt()).isEqualTo(12);
        assertThat(start.get("stepsPerEpoch").asInt()).isEqualTo(1080);
        assertThat(of(events, "step")).hasSize(12);
        assertThat(of(events, "step"))
                .allSatisfy(step ->
                        assertThat(step.propertyNames())
                                .contains(
                                        "step",
                                        "epoch",
                                        "loss",
                                        "learningRate",
                                        "momentum",
                                        "gradientNorm",
                                        "seconds"));
        JsonNode epoch = of(events, "epoch").getFirst();
        assertThat(epoch.get("validation").get("accuracy").asDouble()).isBetween(0.1, 1.0);
        JsonNode end = events.getLast();
        assertThat(end.get("event").asString()).isEqualTo("end");
        assertThat(end.get("reason").asString()).isEqualTo("completed");
        assertThat(end.get("test").get("accuracy").asDouble()).isBetween(0.1, 1.0);
        assertThat(end.get("state").asString()).matches("sha256:[0-9a-f]{64}");
        assertThat(session.err()).contains("7,850 parameters").contains("test: loss ");
        List<String> recorded =
                Files.readAllLines(new Runs(folder.resolve("runs")).find("fox").events());
        assertThat(recorded)
                .allMatch(line -> line.contains(",\"check\":"))
                .map(line -> line.replaceFirst(",\"check\":\"[^\"]*\"", ""))
                .isEqualTo(session.outLines());
    }

    @Test
    void aScheduleDrivesTheBatchSize() {
        Session session =
                run(
                        SMALL.replace("50", "\"piecewise(20, at(steps(5), 64))\"")
                                + " --json --name owl");

        List<JsonNode> events =
                session.outLines().stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(of(events, "step").stream().map(step -> step.get("examples").asInt()))
                .containsExactly(20, 20, 20, 20, 20, 64, 64, 64, 64, 64, 64, 64);
        assertThat(events.getFirst().get("configuration").get("batchSize").asString())
                .isEqualTo("piecewise(20, at(steps(5), 64))");
    }

    /** A loss never halves between two epochs of one step, so the rate falls at every report. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.01 * plateau(patience=1, factor=0.5, relativeThreshold=0.9)",
                "torch.ReduceLROnPlateau(lr=0.01, patience=0, factor=0.5, threshold=0.9)"
            })
    void aControllerInTheRateLowersIt(String rate) throws IOException {
        Files.writeString(folder.resolve("line.csv"), "x,y\n0,1\n1,3\n2,5\n3,7\n");

        Session session =
                run(
                        "train line.csv --target y --model linear --backend java --optimizer sgd"
                                + " --validation-share 0 --batch-size all --epochs 4 --json --lr \""
                                + rate
                                + "\"");

        assertThat(
                        session.outLines().stream()
                                .map(JsonMapper.shared()::readTree)
                                .filter(event -> event.get("event").asString().equals("step"))
                                .map(step -> step.get("learningRate").asDouble()))
                .containsExactly(0.01, 0.01, 0.005, 0.0025);
    }

    @Test
    void aPipeGetsPlainLinesThatSayWhatComesNext() {
        Session session = run(SMALL);

        assertThat(session.out())
                .contains("7,850 parameters, 12 steps (1,080 an epoch), run ")
                .containsOnlyOnce("thread")
                .contains("backend java: plain Java, 1 thread")
                .contains("model: the newest, of step 12\n")
                .containsPattern("(?m)^ +1/1 .*best$")
                .contains("test: loss ", "run:  ", "plot: ", "next: gradus ")
                .doesNotContain("\r", "\u001b");
        assertThat(session.err()).isEmpty();
    }

    @Test
    void theRunFolderKeepsRecordAndPlots() {
        run(SMALL + " --name fox");

        Run fox = new Runs(folder.resolve("runs")).find("fox");
        assertThat(fox.plots().resolve("run.svg")).isNotEmptyFile();
        assertThat(fox.plots().resolve("run.png")).isNotEmptyFile();
        assertThat(fox.configuration().text("learningRate")).contains("oneCycle(0.01)");
        assertThat(fox.configuration().text("data")).contains("mnist");
    }

    @Test
    void withoutARateItDependsOnTheNetworkAndTheLengthAndIsSaid() {
        String convolutions =
                SMALL.replace("linear", "\"conv2d(2, 3) maxPool(4) flatten dense(10)\"");
        String said =
                "learning rate oneCycle(0.02): the default for networks with convolutions in fewer than 1,000 updates";

        assertThat(run(convolutions + " --name fox").out()).contains(said);
        Run fox = new Runs(folder.resolve("runs")).find("fox");
        assertThat(fox.configuration().text("learningRate")).contains("oneCycle(0.02)");
        assertThat(run(convolutions + " --lr 0.01").out()).doesNotContain("the default for");
    }

    /** A person who comes from a system where the second number is a length. */
    @Test
    void aRateThatRisesToTheEndIsWarnedOfWhenTheRunStarts() {
        Session session =
                run(SMALL.replace("12", "30") + " --lr \"cosine(0.01, 10)\" --name fox --quiet");

        assertThat(session.err())
                .startsWith("gradus: the learning rate: the value rises from 0.01 to ")
                .contains("a length has a unit, as in cosine(0.1, 0, epochs(10))");
    }

    @Test
    void quietTellsOnlyTheResult() {
        assertThat(run(SMALL + " --quiet").out())
                .startsWith("test: loss ")
                .doesNotContain("parameters", "train loss");
    }

    @Test
    void aRecipeSaysTheSameAsOptionsAndOptionsWin() throws IOException {
        Files.writeString(
                folder.resolve("recipe.yaml"),
                """
                data: mnist
                model: linear
                backend: java
                learningRate: 0.5
                optimizer: momentum(0.8)
                epochs: 3
                batchSize: 50
                name: fox
                stop: [steps 5, time 1h]
                quiet: true
                """);

        run("train recipe.yaml --lr 0.25 --steps 12");

        Run fox = new Runs(folder.resolve("runs")).find("fox");
        assertThat(fox.configuration().text("optimizer")).contains("momentum(0.8)");
        assertThat(fox.configuration().text("learningRate"))
                .hasValueSatisfying(rate -> assertThat(rate).contains("0.25"));
        assertThat(fox.configuration().text("steps")).contains("12");
        assertThat(fox.record().getLast().step()).isEqualTo(5);
    }

    @Test
    void whatIsWrittenTakesThePlaceOfARecipesLists() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "stop: [steps 5, time 1h]\n");

        run(SMALL + " --stop \"steps 7\" --stop \"time 2h\" --name fox --recipe recipe.yaml");

        Run fox = new Runs(folder.resolve("runs")).find("fox");
        assertThat(RecordedRecipe.of(fox).get(Keys.STOP))
                .containsExactly(StopRule.stepLimit(7), StopRule.timeLimit(Duration.ofHours(2)));
        assertThat(fox.record().getLast().step()).isEqualTo(7);
    }

    static List<String> recipes() {
        return Recipes.NAMES;
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeThatComesWithGradusTrains(String recipe) {
        run("train --recipe " + recipe + " --steps 2 --quiet --name fox");

        Run fox = new Runs(folder.resolve("runs")).find("fox");
        assertThat(fox.record().getLast().step()).isEqualTo(2);
    }

    @Test
    void aRunOfARecipeKnowsAllOfItAndTrainsAgainWithoutIt() {
        run(
                "train --recipe one-epoch --model linear --backend java --threads 1 --steps 12"
                        + " --checkpoint-every 6 --quiet --name fox");

        Run fox = new Runs(folder.resolve("runs")).find("fox");
        Recipe recorded = RecordedRecipe.of(fox);
        assertThat(recorded.get(Keys.MODEL)).isEqualTo("flatten dense(10)");
        assertThat(recorded.find(Keys.EPOCHS)).isEmpty();
        assertThat(recorded.get(Keys.STEPS)).isEqualTo(12);
        assertThat(recorded.get(Keys.LOSS))
                .isEqualTo(Losses.softmaxCrossEntropy().labelSmoothing(0.1));
        assertThat(recorded.find(Keys.VALIDATION_SHARE)).isEmpty();
        run("replay fox");
        run("fork fox@6 --name owl --quiet");
        assertThat(ending("owl")).isEqualTo(ending("fox"));
    }

    @Test
    void aRecipeAppliesToTheDataThatAreWritten() throws IOException {
        Files.writeString(folder.resolve("line.csv"), "x,y\n0,1\n1,3\n2,5\n3,7\n");

        run(
                "train line.csv --target y --recipe one-epoch --model linear"
                        + " --loss meanSquaredError --name fox");

        Run fox = new Runs(folder.resolve("runs")).find("fox");
        assertThat(fox.configuration().text("data"))
                .contains(folder.resolve("line.csv").toAbsolutePath().normalize().toString());
    }

    @Test
    void anUnknownRecipeSuggests() {
        Session session = Session.run(folder, "train", "--recipe", "one-epoc");

        assertThat(session.err())
                .isEqualTo("gradus: unknown recipe 'one-epoc'; did you mean 'one-epoch'?\n");
        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aKeyOfARecipeWithoutAValueIsPointedAt() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "model:\n");

        assertThat(Session.run(folder, "train", "recipe.yaml").err())
                .isEqualTo(
                        "gradus: recipe.yaml, line 1, model: there is no value; write one or leave the key out\n");
    }

    @Test
    void anUnknownKeyOfARecipeSuggests() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "learnRate: 0.1\n");

        Session session = Session.run(folder, "train", "recipe.yaml");

        assertThat(session.err())
                .endsWith(
                        "recipe.yaml, line 1: unknown key 'learnRate'; did you mean 'learningRate'?\n");
        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aRecipeThatIsNoYamlIsPointedAt() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "model: cnn\nlr: [1, 2\nepochs: 3\n");

        Session session = Session.run(folder, "train", "recipe.yaml");

        assertThat(session.err()).contains("recipe.yaml, line ").hasLineCount(1);
        assertThat(session.code()).isEqualTo(ExitCode.DATA);
    }

    @Test
    void aTableOfNumbersIsLearned() throws IOException {
        var table = new StringBuilder("x,y,side\n");
        for (int i = 0; i < 200; i++) {
            double x = Math.sin(i);
            double y = Math.cos(7.0 * i);
            table.append(x).append(',').append(y).append(',').append(x > y ? 1 : 0).append('\n');
        }
        Files.writeString(folder.resolve("points.csv"), table);

        Session session =
                run(
                        "train points.csv --label side --model mlp --validation-share 0.2 --epochs 20 --batch-size 10 --backend java");

        assertThat(session.out()).containsPattern("validation: loss .*accuracy (9\\d|100)");
    }

    @Test
    void aReaderThatGoesAwayStopsNothing() {
        var closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        var out = new Output(new PrintStream(closed, false, StandardCharsets.UTF_8), Reader.PIPE);
        var surroundings = new Surroundings(TerminalInput.none(), out, out, folder, Map.of());

        int code = Gradus.run(surroundings, Session.words(SMALL + " --json --name fox"));

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(new Runs(folder.resolve("runs")).find("fox").record().getLast().step())
                .isEqualTo(12);
    }

    @Test
    void runsAreComparedInATable() {
        run(SMALL + " --name fox --quiet");
        run(SMALL + " --name owl --quiet --lr 0.001");

        Session session = run("compare fox owl --plot both.svg");

        assertThat(session.outLines()).hasSize(4);
        assertThat(session.outLines().get(1)).startsWith("fox").contains("completed");
        assertThat(session.outLines().get(2)).startsWith("owl").contains("completed");
        assertThat(folder.resolve("both.svg")).isNotEmptyFile();
    }

    private Session run(String line) {
        Session session = Session.run(folder, Session.words(line));
        assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.DONE);
        return session;
    }

    private String ending(String run) {
        List<TrainingEvent> record = new Runs(folder.resolve("runs")).find(run).record();
        return ((RunEnded) record.getLast()).state();
    }

    private static List<JsonNode> of(List<JsonNode> events, String kind) {
        return events.stream().filter(event -> event.get("event").asString().equals(kind)).toList();
    }
}
