package dev.gradus.cli;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.data.Dataset;
import dev.gradus.data.Table;
import dev.gradus.digits.Mnist;
import dev.gradus.model.Model;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.Trainer;
import dev.gradus.train.table.TableTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training that begins at the values of a model. */
class FineTuningTest {
    private static final String TRAIN =
            "train %s --label kind --backend java --threads 1 --steps 20 --batch-size 6 --validation-share 0 --quiet ";

    @TempDir private static Path folder;

    @BeforeAll
    static void trainOnTwoKinds() throws IOException {
        var two = new StringBuilder("x,y,kind\n");
        var three = new StringBuilder("x,y,kind\n");
        for (int i = 0; i < 30; i++) {
            String point = "%s,%s,".formatted(Math.sin(i), Math.cos(3.0 * i));
            two.append(point).append(i % 2 == 0 ? "odd\n" : "even\n");
            three.append(point).append(List.of("a\n", "b\n", "c\n").get(i % 3));
        }
        Files.writeString(folder.resolve("two.csv"), two);
        Files.writeString(folder.resolve("three.csv"), three);
        run(
                TRAIN.formatted("two.csv")
                        + "--name first --model \"dense(5) batchNorm tanh dense(4) tanh dense(2)\"");
        run("export first --to first.safetensors");
    }

    private static Session run(String line) {
        Session session = Session.run(folder, Session.words(line));
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    private static Model model(String run) {
        return Model.load(folder.resolve("runs").resolve(run).resolve("model.gradus"));
    }

    private static float[] values(Model model, String name) {
        StateValues values = model.values();
        for (int i = 0; i < values.entries().size(); i++) {
            if (values.entries().get(i).name().equals(name)) {
                return values.values(i);
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void aRunStartsFromAModelWithAHeadOfItsOwnAndIsReplayed() {
        Session tuned =
                run(
                        TRAIN.formatted("three.csv").replace("--quiet", "")
                                + "--name tuned --start-from first --freeze \"dense1, dense2\" --groups dense3=10x");
        assertThat(tuned.out())
                .contains(
                        "starts from the model's values of dense1.weight, dense1.bias, ",
                        "not in the model, or of another shape, so at initial values: dense3.weight ([3, 4], in the model [2, 4]), dense3.bias ([3], in the model [2])");
        Model model = model("tuned");
        assertThat(model.network().text())
                .isEqualTo("dense(5) batchNorm tanh dense(4) tanh dense(3)");
        for (String frozen : List.of("dense1.weight", "dense1.bias", "dense2.weight")) {
            assertThat(values(model, frozen)).containsExactly(values(model("first"), frozen));
        }
        assertThat(values(model, "batchNorm1.scale"))
                .isNotEqualTo(values(model("first"), "batchNorm1.scale"));
        assertThat(run("replay tuned").out()).contains("identical: 20 steps");
        Recipe recipe = Recipe.ofYaml(run("recipe tuned").out(), "recipe");
        assertThat(recipe.values())
                .containsEntry("startFrom", folder.resolve("runs/first/model.gradus").toString())
                .containsEntry("freeze", List.of("dense1", "dense2"));
    }

    /** The network that tables have by default, started from as the page of models says. */
    @Test
    void theCommandOfThePageRunsWithTheUsualNetwork() throws IOException {
        var old = new StringBuilder("x,colour,kind\n");
        var further = new StringBuilder("x,colour,kind\n");
        for (int i = 0; i < 40; i++) {
            String point = "%s,%s,".formatted(Math.sin(i), i % 4 < 2 ? "red" : "blue");
            old.append(point).append(i % 2 == 0 ? "oak\n" : "elm\n");
            further.append(point).append(List.of("oak\n", "elm\n", "yew\n").get(i % 3));
        }
        Files.writeString(folder.resolve("old.csv"), old);
        Files.writeString(folder.resolve("new.csv"), further.toString().replace("blue", "green"));
        run("train old.csv --target kind --name warm-finch --steps 20 --quiet");
        String written =
                Files.readString(Path.of("..", "docs", "models.md"))
                        .lines()
                        .filter(line -> line.startsWith("gradus train new.csv"))
                        .findFirst()
                        .orElseThrow();

        Session tuned = run(written.replaceFirst("gradus ", "") + " --steps 5");

        assertThat(tuned.out())
                .contains("starts from the model's values of dense1.weight, dense1.bias")
                .contains("at initial values: dense2.weight ([3, ")
                .contains("rows become inputs as in the model that training starts from")
                .contains(
                        "column 'colour': in 20 rows the value did not occur in training, such as 'green'; its inputs are zeros");
    }

    /** Its scale is what the weights of the first layer were trained for. */
    @Test
    void aTableIsPreparedAsTheModelLearnedItUnlessAskedOtherwise() throws IOException {
        var old = new StringBuilder("x,colour,price\n");
        var further = new StringBuilder("extra,colour,x,price\n");
        for (int i = 0; i < 40; i++) {
            String colour = i % 4 < 2 ? "red" : "blue";
            old.append(String.join(",", String.valueOf(Math.sin(i)), colour, i % 7 + "\n"));
            further.append(
                    String.join(
                            ",",
                            String.valueOf(i % 9),
                            colour,
                            String.valueOf(2 + Math.sin(i)),
                            100 + i % 5 + "\n"));
        }
        Files.writeString(folder.resolve("cheap.csv"), old);
        Files.writeString(folder.resolve("dear.csv"), further);
        String train = "train dear.csv --target price --steps 5 --backend java --start-from cheap ";
        run("train cheap.csv --target price --name cheap --steps 20 --backend java --quiet");

        Session kept = run(train + "--name kept");
        Session anew = run(train + "--name anew --preparation new");

        assertThat(model("kept").meaning().preparation())
                .isEqualTo(model("cheap").meaning().preparation());
        assertThat(model("anew").meaning().preparation().orElseThrow().inputs()).contains("extra");
        assertThat(kept.out())
                .contains("rows become inputs as in the model that training starts from")
                .contains("left out: not in the model")
                .contains("column 'price' has the mean 102, far from that of the model")
                .doesNotContain("mean something else");
        assertThat(anew.out())
                .contains("inputs mean something else than in the model")
                .doesNotContain("rows become inputs as in the model");
        withoutSetting("anew");
        for (String run : List.of("kept", "anew")) {
            assertThat(run("replay " + run).out()).contains("identical: 5 steps");
        }
        assertThat(Recipe.ofYaml(run("recipe kept").out(), "recipe").values())
                .containsEntry("preparation", "model");
        TableTraining inJava =
                TableTraining.of(
                        Table.of(folder.resolve("dear.csv"), TableFormat.usual()),
                        Wishes.learn("price"),
                        Recipe.empty()
                                .with(
                                        Keys.START_FROM,
                                        folder.resolve("runs/cheap/model.gradus").toString()),
                        0);
        assertThat(Optional.of(inJava.parts().preparation()))
                .isEqualTo(model("cheap").meaning().preparation());
    }

    /** A table without a rare class must not take it from the model. */
    @Test
    void classesOfTheModelStayUnlessThereAreOthers() throws IOException {
        for (List<String> classes :
                List.of(
                        List.of("elm", "oak", "yew"),
                        List.of("yew", "elm"),
                        List.of("ash", "oak", "yew"))) {
            var rows = new StringBuilder("x,tree\n");
            for (int i = 0; i < 60; i++) {
                int kind = i % classes.size();
                rows.append(kind + Math.sin(i) / 3).append(",").append(classes.get(kind) + "\n");
            }
            Files.writeString(folder.resolve(String.join("-", classes) + ".csv"), rows);
        }
        String train = "train %s.csv --target tree --steps 5 --backend java --name %s ";
        run(train.formatted("elm-oak-yew", "trees"));

        Session some =
                run(
                        train.formatted("yew-elm", "some")
                                + "--start-from trees --class-weights balanced");
        Session others = run(train.formatted("ash-oak-yew", "others") + "--start-from trees");

        assertThat(some.out())
                .contains("starts from the model's values of dense1.weight, dense1.bias, dense2")
                .contains("3 classes, numbered from 0: elm, oak, yew")
                .contains("column 'tree' has 2 of the 3 classes of the model, which all stay")
                .contains(
                        "classes are weighted: elm 1, yew 1; without an example to learn from: oak 1");
        assertThat(others.out())
                .contains("(there elm, oak, yew), so at initial values: dense2.weight, dense2.bias")
                .contains("3 classes, numbered from 0: ash, oak, yew")
                .contains("column 'tree' has classes that the model does not know (ash)");
        assertThat(model("some").meaning().outputs()).containsExactly("elm", "oak", "yew");
        Session refused =
                Session.run(
                        folder,
                        Session.words(
                                train.formatted("yew-elm", "two-outputs")
                                        + "--start-from trees --model \"dense(128) relu dense(2)\""));
        assertThat(refused.err())
                .contains(
                        "the data has 3 classes, those of the model that training starts from (elm, oak, yew), but the network has 2 outputs; end it with dense(3), or take the classes of the table alone (--preparation new)");
        for (String fault :
                List.of(
                        "--model \"dense(128) relu dense(3) softmax\"",
                        "--preparation new --model \"dense(128) relu dense(2)\"")) {
            Session other =
                    Session.run(
                            folder,
                            Session.words(
                                    train.formatted("elm-oak-yew", "faulty")
                                            + "--start-from trees "
                                            + fault));
            assertThat(other.code()).isEqualTo(ExitCode.USAGE);
            assertThat(other.err())
                    .doesNotContain("those of the model")
                    .doesNotContain("--preparation");
        }
        for (String run : List.of("some", "others")) {
            assertThat(run("replay " + run).out()).contains("identical: 5 steps");
        }
    }

    /** The recipe cannot name it, although it may name a model to start from. */
    @Test
    void aPreparationThatOnlyAProgramHasIsKeptAndNamedInTheRecord() throws IOException {
        Path file = folder.resolve("wish.csv");
        Files.writeString(file, "x,z,price\n" + "1.5,2,1.1\n2.5,4,2.2\n3.5,7,3.7\n".repeat(10));
        run("train wish.csv --target price --name wide --steps 2 --quiet");
        run("train wish.csv --target price --name narrow --drop z --steps 2 --quiet");
        Preparation wished = model("narrow").meaning().preparation().orElseThrow();
        Recipe brief = Recipe.empty().with(Keys.STEPS, 2L);
        Recipe started =
                brief.with(Keys.START_FROM, folder.resolve("runs/wide/model.gradus").toString());

        for (Recipe recipe : List.of(brief, started)) {
            TableTraining training = preparedAs(wished, file, recipe);
            Run run =
                    training.with(trainer -> trainer.backend("java").runs(folder.resolve("own")))
                            .fit()
                            .run()
                            .orElseThrow();

            assertThat(training.parts().preparation()).isEqualTo(wished);
            assertThat(run.configuration().values())
                    .containsEntry("ownData", List.of("the preparation of the rows"))
                    .doesNotContainKey("preparation");
        }
        assertThatThrownBy(() -> preparedAs(wished, file, started.with(Keys.PREPARATION, "model")))
                .hasMessage(
                        "rows are prepared as Wishes.preparedAs or as the recipe says (preparation: model); give one");
    }

    private static TableTraining preparedAs(Preparation wished, Path file, Recipe recipe) {
        return TableTraining.of(
                Table.of(file, TableFormat.usual()),
                Wishes.learn("price").preparedAs(wished),
                recipe,
                0);
    }

    /** Makes the record of a run that of an earlier version, which had no such setting. */
    private static void withoutSetting(String run) throws IOException {
        Path record = folder.resolve("runs").resolve(run).resolve("configuration.json");
        String text = Files.readString(record);
        String earlier = text.replaceFirst("\"preparation\"\\s*:\\s*\"new\",\\s*", "");
        assertThat(earlier).isNotEqualTo(text);
        Files.writeString(record, earlier);
    }

    @Test
    void aRateForEachGroupIsOneScheduleAndAFactorForEach() {
        String train = TRAIN.formatted("three.csv").replace("--quiet", "");
        Session listed =
                run(
                        train
                                + "--name listed --lr \"torch.StepLR(lr=[0.01, 0.1], step_size=7)\" --groups dense1=1x --groups *=1x");
        run(
                train
                        + "--name factors --lr \"torch.StepLR(lr=0.1, step_size=7)\" --groups dense1=0.1x --groups *=1x");
        run(
                train
                        + "--name sliced --lr \"learn.fit_one_cycle(4, slice(1e-4, 1e-2))\" --groups dense1=1x --groups *=1x");

        assertThat(listed.out())
                .contains("learning rates of parameter groups: 0.1x for dense1, 1x for *");
        for (String name : List.of("dense1.weight", "dense1.bias", "dense2.weight")) {
            assertThat(values(model("listed"), name))
                    .containsExactly(values(model("factors"), name))
                    .isNotEqualTo(values(model("sliced"), name));
        }
        assertThat(run("replay listed").out()).contains("identical: 20 steps");
        assertThat(run("replay sliced").out()).contains("identical: 20 steps");
    }

    @Test
    void statisticsOfAFrozenBatchNormStayAsTheyAre() {
        run(
                TRAIN.formatted("three.csv")
                        + "--name held --start-from first --freeze \"batchNorm1\"");
        for (String frozen : List.of("scale", "shift", "mean", "variance")) {
            String name = "batchNorm1." + frozen;
            assertThat(values(model("held"), name)).containsExactly(values(model("first"), name));
        }
        assertThat(run("replay held").out()).contains("identical: 20 steps");
    }

    @Test
    void weightsOfASafetensorsFileAreTakenWhereTheyFit() {
        Session tuned =
                run(
                        TRAIN.formatted("three.csv").replace("--quiet", "")
                                + "--name foreign --start-from first.safetensors --model \"dense(5) batchNorm relu dense(3)\"");
        assertThat(tuned.out())
                .contains(
                        "starts from the model's values of dense1.weight, dense1.bias, batchNorm1.scale, batchNorm1.shift, batchNorm1.mean, batchNorm1.variance",
                        "not in the model, or of another shape, so at initial values: dense2.weight ([3, 5], in the model [4, 5]), dense2.bias ([3], in the model [4])",
                        "in the model, but not in the network: dense3.bias, dense3.weight");
        assertThat(run("replay foreign").out()).contains("identical: 20 steps");
    }

    @Test
    void aHeadIsKeptUnderOtherNamesAsAskedAndWhereItsWeightsComeWithoutAny() throws IOException {
        String renamed =
                Files.readString(folder.resolve("two.csv"))
                        .replace("odd", "Odd")
                        .replace("even", "Even");
        Files.writeString(folder.resolve("renamed.csv"), renamed);
        String train = TRAIN.formatted("renamed.csv").replace("--quiet", "");

        Session named = run(train + "--name named --start-from first");
        Session unnamed =
                run(
                        train
                                + "--name unnamed --start-from first.safetensors --model \"dense(5) batchNorm tanh dense(4) tanh dense(2)\"");

        Session kept = run(train + "--name sameHead --start-from first --head model");

        assertThat(kept.out())
                .contains(
                        "dense3.weight, dense3.bias",
                        "as asked, the outputs keep the model's values, although they have other names than there: ");
        assertThat(run("recipe sameHead").out()).contains("head: model");
        assertThat(run("replay sameHead").out()).contains("identical: 20 steps");
        assertThat(named.out())
                .contains(
                        "so at initial values: dense3.weight, dense3.bias; if only their names are others, keep these values (--head model)");
        assertThat(unnamed.out())
                .contains("dense2.bias, dense3.weight, dense3.bias")
                .doesNotContain("at initial values");
    }

    @Test
    void aRunWhoseStartIsNotWhatItWasIsNotGoneOnWith() throws IOException {
        Path start = folder.resolve("start.gradus");
        Files.copy(folder.resolve("runs/first/model.gradus"), start);
        run(TRAIN.formatted("three.csv") + "--name moved --start-from start.gradus");
        run(TRAIN.formatted("two.csv") + "--name other --seed 9 --start-from first");
        Files.copy(
                folder.resolve("runs/other/model.gradus"),
                start,
                StandardCopyOption.REPLACE_EXISTING);
        Session resumed = Session.run(folder, "resume", "moved", "--quiet");
        assertThat(resumed.code()).isEqualTo(ExitCode.USAGE);
        assertThat(resumed.err()).contains("the values to start from are not the same");
        Files.delete(start);
        Session gone = Session.run(folder, "resume", "moved", "--quiet");
        assertThat(gone.code()).isEqualTo(ExitCode.DATA);
        assertThat(gone.err()).contains("start.gradus");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --start-from none            | 4 | there is no run 'none'
                    --start-from two.csv         | 4 | this is not a model of Gradus
                    --start-from none.safetensors| 4 | none.safetensors
                    --start-from first --model "dense(7).named('a') relu dense(3).named('b')" | 2 | none of the values to start from fits the network
                    --start-from first --drop x  | 2 | column 'x' is an input of the model, so it cannot be left out; use it as the model does, or fit a preparation to this table (--preparation new; in Java, Wishes without preparedAs)
                    --start-from first --columns x:category | 2 | column 'x' is of kind number in the model, not category
                    --start-from first.safetensors --model mlp --preparation model | 2 | first.safetensors has no preparation of a table to keep
                    --preparation model          | 2 | preparation model is that of the model that training starts from
                    --preparation old            | 2 | unknown preparation 'old'
                    --start-from first --reinitialize dense9  | 2 | reinitialize 'dense9' matches no parameter
                    --reinitialize dense1        | 2 | reinitialize [dense1] needs a model to start from
                    --freeze conv*               | 2 | parameter group 'conv*' matches no parameter
                    --freeze "a,,b"              | 2 | expected names separated by commas
                    --freeze "*"                 | 2 | nothing is left to train
                    --groups dense1              | 2 | a parameter group is written as conv*=0.1x
                    --lr "torch.StepLR(lr=[0.01, 0.1], step_size=7)" | 2 | name the parameters of each, in the order of the rates, as in --groups "dense1=1x" --groups "*=1x"
                    --lr "torch.StepLR(lr=[0.01, 0.1], step_size=7)" --groups dense1=1x | 2 | group, but 'dense2.weight' is in none
                    --lr "torch.StepLR(lr=[0.01, 0.1], step_size=7)" --groups *=1x | 2 | rates for 2 parameter groups, and there are 1, *; name the parameters of each
                    --lr "torch.StepLR(lr=[0.01, 0.1], step_size=7)" --groups dense1=2x --groups *=1x | 2 | write 'dense1=1x'
                    --momentum "torch.StepLR(lr=[0.8, 0.9], step_size=7)" | 2 | parameter groups have schedules of their own
                    --groups dense1=fast         | 2 | expected a number, got 'fast'
                    """)
    void whatCannotBeIsRefusedInOneSentence(String options, int code, String sentence) {
        Session session =
                Session.run(folder, Session.words(TRAIN.formatted("three.csv") + options));
        assertThat(session.err()).contains(sentence).hasLineCount(1);
        assertThat(session.code()).isEqualTo(code);
    }

    /** Digits from {@code first} on, five classes of them. */
    private static Dataset digits(Dataset all, int first, int most) {
        var inputs = new ArrayList<float[]>();
        var labels = new ArrayList<Integer>();
        var one = new Batch(1, all.input().size(), all.target());
        for (int i = 0; i < all.size() && inputs.size() < most; i++) {
            all.copy(i, one, 0);
            int label = one.labels()[0];
            if (label >= first && label < first + 5) {
                inputs.add(one.inputs().clone());
                labels.add(label - first);
            }
        }
        return Dataset.ofLabels(
                all.input(),
                inputs.toArray(float[][]::new),
                labels.stream().mapToInt(label -> label).toArray(),
                5);
    }

    /** What a network has seen in 0 to 4 helps with 5 to 9, where there are few of them. */
    @Test
    void whatWasLearnedOfSomeDigitsHelpsWithOthers() {
        Mnist mnist = Mnist.load();
        Network network =
                Network.of(
                        mnist.train().input(),
                        conv2d(8, 5),
                        relu(),
                        maxPool(4),
                        flatten(),
                        dense(32),
                        relu(),
                        dense(5));
        Trainer trainer =
                Trainer.of(network, softmaxCrossEntropy())
                        .optimizer(adam())
                        .learningRate(Schedules.oneCycle(0.01))
                        .backend("java")
                        .batchSize(64)
                        .seed(1);
        Model low = trainer.steps(150).fit(digits(mnist.train(), 0, 4_000)).model();
        Dataset few = digits(mnist.train(), 5, 25);
        Trainer brief = trainer.batchSize(25).steps(40).testOn(digits(mnist.test(), 5, 1_000));
        double scratch = accuracy(brief, few);
        double tuned = accuracy(brief.startFrom(low).reinitialize("dense2").freeze("conv*"), few);
        assertThat(tuned).isGreaterThan(0.6).isGreaterThan(scratch + 0.05);
    }

    private static double accuracy(Trainer trainer, Dataset data) {
        return trainer.fit(data).test().get("accuracy");
    }
}
