package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.cli.screen.PredictionText;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.TerminalInput;
import dev.gradus.digits.Mnist;
import dev.gradus.model.Model;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be done with the model of a run: show, predict, evaluate, export. */
class ModelCommandsTest {
    private static final List<String> KINDS =
            List.of(
                    "length,width,kind",
                    "0,1,small",
                    "1,0,small",
                    "1,1,small",
                    "8,9,large",
                    "9,8,large",
                    "9,9,large");

    @TempDir private static Path folder;

    private static Session trained;

    @BeforeAll
    static void train() {
        trained =
                Session.run(
                        folder, "train", "--model", "linear", "--steps", "30", "--name", "small");
    }

    private static Path file() {
        return folder.resolve("runs/small/model.gradus");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void aRunSaysWhereItsModelIs() {
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("kept: " + file());
        assertThat(file()).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "runs/small", "runs/small/model.gradus"})
    void aModelIsFoundByItsRunOrItsFile(String name) {
        Session shown = Session.run(folder, "show", name);
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.outLines())
                .contains(
                        "dense1    dense(10)   flatten1  10            7,850",
                        "7,850 parameters",
                        "loss: softmaxCrossEntropy",
                        "classes: 10",
                        "run: small",
                        "step: 30",
                        "seed: 1",
                        "recipe, fingerprints and hashes: --json")
                .anyMatch(line -> line.matches("test: loss [0-9.]{6}, accuracy [0-9.]{5}%.*"))
                .noneMatch(line -> line.contains("Fingerprint:") || line.length() > 300);
    }

    @Test
    void showGivesEveryFactAsJson() {
        JsonNode shown = json(Session.run(folder, "show", "small", "--json").out());
        assertThat(shown.get("network").asString()).isEqualTo("flatten dense(10)");
        assertThat(shown.get("inputs").asString()).isEqualTo("input=1x28x28");
        assertThat(shown.get("parameters").asInt()).isEqualTo(7850);
        assertThat(shown.get("classes").asInt()).isEqualTo(10);
        String recipe = shown.get("provenance").get("recipe").asString();
        assertThat(json(recipe).get("model").asString()).isEqualTo("flatten dense(10)");
    }

    @Test
    void predictPrintsALineForEachRow() {
        Session predicted = Session.run(folder, "predict", "small", "mnist", "--json");
        assertThat(predicted.code()).as(predicted.err()).isZero();
        List<String> lines = predicted.outLines();
        assertThat(lines).hasSize(Mnist.load().test().size());
        JsonNode first = json(lines.getFirst());
        float[] expected = Model.load(file()).predict(image(0));
        assertThat(first.get("row").asInt()).isZero();
        assertThat(first.get("probabilities").get("7").asDouble())
                .isCloseTo(expected[7], within(1e-5));
        assertThat(first.get("class").asString())
                .isEqualTo(String.valueOf(PredictionText.largest(expected)));
        assertThat(json(lines.get(2_999)).get("row").asInt()).isEqualTo(2_999);
    }

    @Test
    void predictWritesAFileAsAWhole() throws IOException {
        Session predicted = Session.run(folder, "predict", "small", "mnist", "--out", "digits.csv");
        assertThat(predicted.code()).as(predicted.err()).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("digits.csv"));
        int rows = Mnist.load().test().size();
        assertThat(predicted.out())
                .isEqualToIgnoringNewLines(
                        Text.of("wrote %s: %,d rows", folder.resolve("digits.csv"), rows));
        assertThat(lines).hasSize(rows + 1);
        assertThat(lines.getFirst())
                .isEqualTo("row,class,p(0),p(1),p(2),p(3),p(4),p(5),p(6),p(7),p(8),p(9),error");
        assertThat(lines.get(1)).matches("0,[0-9](,[-0-9.E]+){10},");
    }

    @Test
    void predictLeavesNoFileWhenItFails() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        Session predicted =
                Session.run(folder, "predict", "small", "empty", "--out", "nothing.csv");
        assertThat(predicted.code()).isEqualTo(ExitCode.DATA);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("nothing.csv"));
        }
    }

    @Test
    void evaluateMeasuresWhatTheRunMeasured() {
        JsonNode measured = json(Session.run(folder, "evaluate", "small", "mnist", "--json").out());
        String test = Model.load(file()).provenance().facts().get("test");
        assertThat(test).contains("accuracy " + measured.get("accuracy").asDouble());
        assertThat(measured.get("examples").asInt()).isEqualTo(Mnist.load().test().size());
        double right = 0;
        for (int number = 0; number < 10; number++) {
            right += measured.get("confusion").get(number).get(number).asDouble();
        }
        assertThat(right / measured.get("examples").asDouble())
                .isCloseTo(measured.get("accuracy").asDouble(), within(1e-9));
    }

    @Test
    void evaluateListsTheExamplesThatTheModelIsMostWrongAbout() {
        Session said = Session.run(folder, "evaluate", "small", "mnist", "--mistakes", "3");
        JsonNode measured =
                json(
                        Session.run(
                                        folder,
                                        "evaluate",
                                        "small",
                                        "mnist",
                                        "--json",
                                        "--mistakes",
                                        "3")
                                .out());
        JsonNode mistakes = measured.get("mistakes");

        assertThat(mistakes).hasSize(3);
        assertThat(measured.get("wrong").asLong())
                .isEqualTo(Math.round(10_000 * (1 - measured.get("accuracy").asDouble())));
        assertThat(said.out())
                .contains(Text.of("the worst 3 of %,d wrong", measured.get("wrong").asLong()));
        for (JsonNode mistake : mistakes) {
            assertThat(mistake.get("truth")).isNotEqualTo(mistake.get("predicted"));
            assertThat(mistake.get("image").get("values")).hasSize(28 * 28);
            assertThat(said.out())
                    .contains(
                            "%s: is %s, predicted %s"
                                    .formatted(
                                            mistake.get("place").asString(),
                                            mistake.get("truth").asString(),
                                            mistake.get("predicted").asString()));
        }
    }

    @Test
    void noMistakesAreRefusedAsANumberOfThem() {
        Session none = Session.run(folder, "evaluate", "small", "mnist", "--mistakes", "0");

        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--mistakes takes a number from 1 to 1,000; got 0");
    }

    @Test
    void evaluateShowsTheConfusionOfClasses() {
        Session measured =
                Session.run(
                        folder, "evaluate", "small", "mnist", "--svg", "c.svg", "--png", "c.png");
        assertThat(measured.code()).as(measured.err()).isZero();
        assertThat(folder.resolve("c.svg")).content().contains(">predicted<", "mnist");
        assertThat(folder.resolve("c.png")).isNotEmptyFile();
        assertThat(folder.resolve("runs/small/plots/confusion.svg"))
                .content()
                .contains(">small, test part<");
        assertThat(measured.out())
                .contains("accuracy ", "predicted class (columns) for each true class (rows):");
        assertThat(measured.out()).containsPattern("(?m)^9 {3}( +[0-9]+){10}$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small.onnx", "small.safetensors", "small.gradus"})
    void exportWritesTheFormThatTheNameSays(String name) throws IOException {
        Session exported = Session.run(folder, "export", "small", "--to", name);
        assertThat(exported.code()).as(exported.err()).isZero();
        Path written = folder.resolve(name);
        assertThat(exported.out())
                .isEqualToIgnoringNewLines(
                        Text.of("wrote %s (%,d bytes)", written, Files.size(written)));
        assertThat(Files.size(written)).isGreaterThan(4 * 7850);
    }

    @Test
    void exportRefusesOtherNames() {
        Session exported = Session.run(folder, "export", "small", "--to", "small.pt");
        assertThat(exported.code()).isEqualTo(ExitCode.USAGE);
        assertThat(exported.err())
                .isEqualToIgnoringNewLines(
                        "gradus: give --to FILE a name that ends in .onnx, .safetensors, .gradus or .csv, got \"small.pt\"");
    }

    @Test
    void aRunThatIsNotOverHasNoModelAndSaysHowToGetOne() throws IOException {
        Path copy = folder.resolve("runs/unfinished");
        Files.createDirectories(copy);
        Files.copy(
                folder.resolve("runs/small/configuration.json"),
                copy.resolve("configuration.json"));
        Session shown = Session.run(folder, "show", "unfinished");
        assertThat(shown.code()).isEqualTo(ExitCode.DATA);
        assertThat(shown.err())
                .isEqualToIgnoringNewLines(
                        "gradus: run unfinished has no model.gradus: a run writes one when it ends; gradus resume unfinished continues it");
        Files.delete(copy.resolve("configuration.json"));
        Files.delete(copy);
    }

    @Test
    void aForkFromTheEndOfARunSaysThatNothingIsLeftToTrain() {
        Session forked = Session.run(folder, "fork", "small@30", "--name", "again");

        assertThat(forked.code()).isEqualTo(ExitCode.DONE);
        assertThat(forked.err())
                .isEqualToIgnoringNewLines(
                        "gradus: nothing is left to train: step 30 is the end of small; fork from an earlier checkpoint, or make a run longer with gradus resume small --steps N --extend append");
        Session.run(folder, "runs", "--remove", "again");
    }

    @Test
    void whatIsNoModelIsNamed() throws IOException {
        Files.writeString(folder.resolve("other.gradus"), "not a model, but long enough");
        Session shown = Session.run(folder, "show", "other.gradus");
        assertThat(shown.code()).isEqualTo(ExitCode.DATA);
        assertThat(shown.err()).contains("this is not a model of Gradus");
    }

    @ParameterizedTest
    @CsvSource({
        "predict mnist small",
        "evaluate mnist small",
        "evaluate rows.csv small",
        "predict rows.csv runs/small/model.gradus",
    })
    void aModelInThePlaceOfTheDataIsToldSo(String line) throws IOException {
        Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n");
        String[] words = Session.words(line);

        Session session = Session.run(folder, words);

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err())
                .isEqualTo(
                        "gradus: '%s' is no model, but '%s' is one; the model comes first, then the data\n"
                                .formatted(words[1], words[2]));
    }

    @Test
    void rowsOfATableArePredictedFromAFileAndFromStandardInput() throws IOException {
        Path table = Files.write(folder.resolve("kinds.csv"), KINDS);
        Session kinds =
                Session.run(
                        folder,
                        "train",
                        "kinds.csv",
                        "--label",
                        "kind",
                        "--steps",
                        "200",
                        "--name",
                        "kinds",
                        "--validation-share",
                        "0",
                        "--lr",
                        "0.05");
        assertThat(kinds.code()).as(kinds.err()).isZero();
        String rows = "length,width\n0,0\n9,9\n";
        Files.writeString(folder.resolve("new.csv"), rows);
        Session predicted = Session.run(folder, "predict", "kinds", "new.csv");
        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(predicted.outLines().getFirst()).isEqualTo("row,class,p(large),p(small),error");
        assertThat(predicted.outLines().get(1)).startsWith("0,small,");
        assertThat(predicted.outLines().get(2)).startsWith("1,large,");
        assertThat(piped(rows, "predict", "kinds", "-")).isEqualTo(predicted.out());
        Session labelled =
                Session.run(folder, "predict", "kinds", "kinds.csv", "--label", "kind", "--json");
        assertThat(labelled.outLines()).hasSize(KINDS.size() - 1);
        assertThat(json(labelled.outLines().getFirst()).get("class").asString()).isEqualTo("small");
        JsonNode measured =
                json(
                        Session.run(
                                        folder,
                                        "evaluate",
                                        "kinds",
                                        table.toString(),
                                        "--label",
                                        "kind",
                                        "--json")
                                .out());
        assertThat(measured.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(measured.get("classes").get(0).asString()).isEqualTo("large");
        Session wide = Session.run(folder, "predict", "kinds", "kinds.csv", "--json");
        assertThat(wide.out()).isEqualTo(labelled.out());
        Files.write(folder.resolve("turned.csv"), List.of("width,length", "0,0", "9,9"));
        assertThat(Session.run(folder, "predict", "kinds", "turned.csv").out())
                .isEqualTo(predicted.out());
        Files.write(folder.resolve("one.csv"), List.of("length,width,kind", "1,1,small"));
        Session one = Session.run(folder, "evaluate", "kinds", "one.csv");
        assertThat(one.out()).contains("1 example of", "accuracy 100");
        Files.write(folder.resolve("other.csv"), List.of("length,width,kind", "1,1,tiny"));
        Session other = Session.run(folder, "evaluate", "kinds", "other.csv");
        assertThat(other.err())
                .contains(
                        "line 2: column 'kind': expected one of the classes in training (large, small), got 'tiny'");
    }

    /** A C locale says that standard input is ASCII, and a table says itself what it is in. */
    @Test
    void standardInputIsReadByteForByteAsAFileIs() throws IOException {
        String rows = "größe,farbe,art\n0,grün,ä\n5,weiß,ö\n0,grün,ä\n5,weiß,ö\n";
        Files.writeString(folder.resolve("arten.csv"), rows);
        Session trained =
                Session.run(
                        folder,
                        Session.words(
                                "train arten.csv --target art --steps 60 --validation-share 0 --name arten --quiet"));
        assertThat(trained.code()).as(trained.err()).isZero();
        String predicted = Session.run(folder, "predict", "arten", "arten.csv").out();
        assertThat(predicted).contains("0,ä,", "1,ö,");
        assertThat(piped(rows, "predict", "arten", "-")).isEqualTo(predicted);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(rows.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(piped(packed.toByteArray(), "predict", "arten", "-")).isEqualTo(predicted);
        String lines = "{\"größe\":0,\"farbe\":\"grün\"}\n{\"größe\":5,\"farbe\":\"weiß\"}\n";
        assertThat(piped(lines, "predict", "arten", "-").lines().limit(3).toList())
                .isEqualTo(predicted.lines().limit(3).toList());
    }

    /** Its rows are kept in a file, whose name tells a person nothing. */
    @Test
    void whatIsWrongWithStandardInputIsSaidOfStandardInput() throws IOException {
        Files.write(folder.resolve("three.csv"), List.of("x,kind", "0,a", "1,b", "0,a"));
        Session trained =
                Session.run(
                        folder,
                        Session.words(
                                "train three.csv --target kind --steps 2 --validation-share 0 --name three --quiet"));
        assertThat(trained.code()).as(trained.err()).isZero();
        Map<String, String> sentences =
                Map.of(
                        "", "standard input is empty",
                        "y\n1\n", "standard input: there is no column 'x'",
                        "x\nfar\n", "the value did not occur in training, such as 'far'");
        sentences.forEach((rows, sentence) ->
                assertThat(piped(rows, "predict", "three", "-"))
                        .contains(sentence)
                        .doesNotContain("gradus-stdin"));
        String rows = "x,kind\n0,a\n0,b\n1,a\n1,b\n"; // two of them must be wrong
        assertThat(piped(rows, "evaluate", "three", "-", "--mistakes", "2"))
                .contains("4 examples of standard input\n", "\n  standard input, line ")
                .doesNotContain("gradus-stdin");
        assertThat(piped(rows, "evaluate", "three", "-", "--mistakes", "2", "--json"))
                .contains("\"place\":\"standard input, line ")
                .doesNotContain("gradus-stdin");
    }

    /** A row that is taken for a comment would shift the answers of those after it. */
    @Test
    void howATableIsReadIsSaidByAllCommandsAlike() throws IOException {
        String rows = "# two kinds\nx,kind\n0,a\n#1,b\n0,b\n1,a\n";
        Files.writeString(folder.resolve("marks.csv"), rows);
        Session trained =
                Session.run(
                        folder,
                        Session.words(
                                "train marks.csv --target kind --steps 2 --validation-share 0 --name marks"));
        assertThat(trained.code()).as(trained.err()).isZero();
        String said = "lines that begin with # are skipped";

        assertThat(trained.out() + trained.err()).contains(said);
        for (String command : List.of("predict", "evaluate")) {
            Session session = Session.run(folder, command, "marks", "marks.csv");
            assertThat(session.err()).as(command).isEqualTo("gradus: " + said + "\n");
            assertThat(piped(rows, command, "marks", "-")).as(command).contains(said);
        }
    }

    private static String piped(String input, String... arguments) {
        return piped(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    private static String piped(byte[] input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var printed = new PrintStream(out, false, StandardCharsets.UTF_8);
        var surroundings =
                new Surroundings(
                        new TerminalInput(
                                new ByteArrayInputStream(input),
                                StandardCharsets.US_ASCII,
                                TerminalInput.Writer.PIPE),
                        new Output(printed, Output.Reader.PIPE),
                        new Output(printed, Output.Reader.PIPE),
                        folder,
                        Map.of());
        Gradus.run(surroundings, arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void valuesArePredictedByColumn() throws IOException {
        Files.write(folder.resolve("line.csv"), List.of("x,y", "0,1", "1,3", "2,5", "3,7"));
        Session line =
                Session.run(
                        folder,
                        "train",
                        "line.csv",
                        "--target",
                        "y",
                        "--model",
                        "dense(1)",
                        "--optimizer",
                        "sgd",
                        "--lr",
                        "0.05",
                        "--batch-size",
                        "all",
                        "--steps",
                        "2000",
                        "--name",
                        "line",
                        "--validation-share",
                        "0");
        assertThat(line.code()).as(line.err()).isZero();
        Session predicted =
                Session.run(folder, "predict", "line", "line.csv", "--target", "y", "--json");
        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(json(predicted.outLines().get(3)).get("value").asDouble())
                .isCloseTo(7, within(1e-3));
        Session csv = Session.run(folder, "predict", "line", "line.csv", "--target", "y");
        assertThat(csv.outLines().getFirst()).isEqualTo("row,y,error");
        JsonNode measured =
                json(
                        Session.run(
                                        folder,
                                        "evaluate",
                                        "line",
                                        "line.csv",
                                        "--target",
                                        "y",
                                        "--json")
                                .out());
        assertThat(measured.get("meanAbsoluteError").asDouble()).isCloseTo(0, within(1e-3));
    }

    @Test
    void dataOfAnotherShapeAreRefused() throws IOException {
        Files.write(folder.resolve("other.csv"), List.of("a,b,k", "1,2,x", "2,1,y", "3,4,x"));
        Session other =
                Session.run(
                        folder,
                        "train",
                        "other.csv",
                        "--label",
                        "k",
                        "--steps",
                        "2",
                        "--name",
                        "other",
                        "--validation-share",
                        "0");
        assertThat(other.code()).as(other.err()).isZero();
        Session measured = Session.run(folder, "evaluate", "other", "mnist");
        assertThat(measured.code()).isEqualTo(ExitCode.USAGE);
        assertThat(measured.err())
                .contains(
                        "has inputs of 1x28x28 and 10 classes, but the model was trained for inputs of 2 and 2 classes");
        Session predicted = Session.run(folder, "predict", "other", "mnist");
        assertThat(predicted.code()).isEqualTo(ExitCode.DATA);
        assertThat(predicted.err()).contains("has inputs of 1x28x28, but the model takes 2");
    }

    private static float[] image(int example) {
        var data = Mnist.load().test();
        var batch = new Batch(1, data.input().size(), data.target());
        data.copy(example, batch, 0);
        return batch.inputs();
    }
}
