package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.model.StateValues;
import dev.gradus.model.Weights;
import dev.gradus.model.safetensors.Safetensors;
import dev.gradus.nn.Network;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import dev.gradus.recipe.HeadStart;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.session.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFromTest {
    private final Dataset data = Toys.clouds(23, 1);
    private final Model model = Toys.trainer().fit(data).model();

    private static float[] values(Model model, String name) {
        for (int i = 0; i < model.values().entries().size(); i++) {
            if (model.values().entries().get(i).name().equals(name)) {
                return model.values().values(i);
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void trainingBeginsAtTheValuesOfTheModel() {
        try (TrainingSession session = Toys.trainer().seed(2).startFrom(model).session(data)) {
            assertThat(StateValues.ofModel(session.program())).isEqualTo(model.values());
        }
    }

    @Test
    void aHeadOfAnotherShapeIsBegunAnewAndSaid() {
        var network = Network.of(Shape.vector(2), dense(8), tanh(), dense(5));
        float[][] inputs = {{1, 2}, {3, 4}, {0, 1}};
        Dataset five = Dataset.ofLabels(Shape.vector(2), inputs, new int[] {0, 4, 2}, 5);
        var recorder = new Toys.Recorder();
        Trainer trainer =
                Trainer.of(network, softmaxCrossEntropy())
                        .backend("java")
                        .threads(1)
                        .seed(1)
                        .learningRate(0.1)
                        .epochs(1)
                        .listeners(recorder);
        TrainingResult started =
                trainer.groups(new ParameterGroup("dense1*", 0, 0)).startFrom(model).fit(five);
        assertThat(values(started.model(), "dense1.weight"))
                .as("frozen, so as in the model")
                .containsExactly(values(model, "dense1.weight"));
        assertThat(recorder.all(TrainingEvent.Note.class))
                .extracting(TrainingEvent.Note::text)
                .contains(
                        "starts from the model's values of dense1.weight, dense1.bias",
                        "not in the model, or of another shape, so at initial values: dense2.weight ([5, 8], in the model [3, 8]), dense2.bias ([5], in the model [3])");
        try (TrainingSession fresh = trainer.session(five);
                TrainingSession begun = trainer.startFrom(model).session(five)) {
            var head = fresh.program().state().get(2);
            float[] anew = new float[head.size()];
            float[] same = new float[head.size()];
            fresh.program().read(head, anew);
            begun.program().read(head, same);
            assertThat(same).containsExactly(anew);
        }
    }

    private static Preparation of(String... classes) {
        return Preparation.asTheyAre(
                List.of("x", "y"), new Learned.Classes("kind", List.of(classes)));
    }

    /** As many classes in another order would begin with each other's values. */
    @Test
    void aHeadForOtherClassesBeginsAnewAlthoughItsShapeFits() {
        Trainer trainer = Toys.trainer().seed(2);
        Model trees = trainer.preparedBy(of("elm", "oak", "yew")).fit(data).model();
        try (TrainingSession fresh = trainer.session(data);
                TrainingSession same =
                        trainer.preparedBy(of("elm", "oak", "yew")).startFrom(trees).session(data);
                TrainingSession other =
                        trainer.preparedBy(of("ash", "elm", "yew"))
                                .startFrom(trees)
                                .session(data)) {
            StateValues initial = StateValues.ofModel(fresh.program());
            StateValues begun = StateValues.ofModel(other.program());
            for (int i = 0; i < initial.entries().size(); i++) {
                boolean isHead = initial.entries().get(i).name().startsWith("dense2");
                assertThat(begun.values(i))
                        .containsExactly(isHead ? initial.values(i) : trees.values().values(i));
            }
            assertThat(StateValues.ofModel(same.program())).isEqualTo(trees.values());
            assertThat(other.start())
                    .containsExactly(
                            "starts from the model's values of dense1.weight, dense1.bias",
                            "the outputs stand for something else than in the model (there elm, oak, yew), so at initial values: dense2.weight, dense2.bias; if only their names are others, keep these values (--head model)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    dense(8) tanh dense(3) batchNorm | dense1.weight, dense1.bias
                    dense(8) layerNorm dense(3) prelu | dense1.weight, dense1.bias, layerNorm1.scale, layerNorm1.shift
                    dense(8) tanh concat([dense(1)], [dense(2)]) | dense1.weight, dense1.bias
                    """)
    void allThatComputesOutputsForOtherClassesBeginsAnew(String network, String taken) {
        Trainer trainer =
                Trainer.of(Network.parse(Shape.vector(2), network), softmaxCrossEntropy())
                        .backend("java")
                        .learningRate(0.1)
                        .epochs(1);
        Model trees = trainer.preparedBy(of("elm", "oak", "yew")).fit(data).model();
        Trainer others = trainer.seed(2).preparedBy(of("ash", "elm", "yew"));
        try (TrainingSession fresh = others.session(data);
                TrainingSession begun = others.startFrom(trees).session(data)) {
            StateValues initial = StateValues.ofModel(fresh.program());
            StateValues values = StateValues.ofModel(begun.program());
            List<String> kept = List.of(taken.split(", "));
            for (int i = 0; i < initial.entries().size(); i++) {
                String name = initial.entries().get(i).name();
                assertThat(values.values(i))
                        .as(name)
                        .containsExactly(
                                (kept.contains(name) ? trees.values() : initial).values(i));
            }
            assertThat(begun.start()).contains("starts from the model's values of " + taken);
        }
    }

    /** The values of each class are there, but in the places of others. */
    @Test
    void theSameClassesInAnotherOrderAreRefusedUnlessTheirHeadIsToBeginAnew() {
        Trainer trainer = Toys.trainer().seed(2);
        Model trees = trainer.preparedBy(of("elm", "oak", "yew")).fit(data).model();
        Trainer turned = trainer.preparedBy(of("yew", "elm", "oak")).startFrom(trees);

        assertThatThrownBy(() -> turned.session(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the outputs are those of the model in another order (there elm, oak, yew; here yew, elm, oak); give them in the order of the model, or let what computes them begin anew (--head new)");
        try (TrainingSession session = turned.reinitialize("dense2").session(data)) {
            assertThat(session.start())
                    .containsExactly(
                            "starts from the model's values of dense1.weight, dense1.bias",
                            "as asked, at initial values: dense2.weight, dense2.bias");
        }
    }

    @Test
    void aHeadIsKeptUnderOtherNamesOrBeginsAnewUnderTheSameAsAsked() {
        Trainer trainer = Toys.trainer().seed(2);
        Model trees = trainer.preparedBy(of("elm", "oak", "yew")).fit(data).model();
        Trainer latin = trainer.preparedBy(of("quercus", "taxus", "ulmus")).startFrom(trees);
        Trainer same = trainer.preparedBy(of("elm", "oak", "yew")).startFrom(trees);
        try (TrainingSession fresh = trainer.session(data);
                TrainingSession kept = latin.head(HeadStart.MODEL).session(data);
                TrainingSession anew = same.head(HeadStart.NEW).session(data)) {
            assertThat(StateValues.ofModel(kept.program())).isEqualTo(trees.values());
            assertThat(kept.start())
                    .containsExactly(
                            "starts from the model's values of dense1.weight, dense1.bias, dense2.weight, dense2.bias",
                            "as asked, the outputs keep the model's values, although they have other names than there: quercus, taxus, ulmus; there elm, oak, yew");
            StateValues initial = StateValues.ofModel(fresh.program());
            StateValues begun = StateValues.ofModel(anew.program());
            for (int i = 0; i < initial.entries().size(); i++) {
                boolean isHead = initial.entries().get(i).name().startsWith("dense2");
                assertThat(begun.values(i))
                        .containsExactly(isHead ? initial.values(i) : trees.values().values(i));
            }
            assertThat(anew.start())
                    .contains("as asked, at initial values: dense2.weight, dense2.bias");
        }
    }

    @Test
    void aHeadThatCannotBeKeptIsRefusedWithTheReason() {
        Trainer trainer = Toys.trainer().seed(2);
        Model trees = trainer.preparedBy(of("elm", "oak", "yew")).fit(data).model();
        Trainer turned = trainer.preparedBy(of("yew", "elm", "oak")).startFrom(trees);
        Trainer four =
                Trainer.of(
                                Network.parse(Shape.vector(2), "dense(8) tanh dense(4)"),
                                softmaxCrossEntropy())
                        .learningRate(0.1)
                        .epochs(1)
                        .startFrom(trees);
        Dataset rows =
                Dataset.ofLabels(
                        Shape.vector(2), new float[][] {{1, 2}, {3, 4}}, new int[] {0, 3}, 4);

        assertThatThrownBy(() -> turned.head(HeadStart.MODEL).session(data))
                .hasMessageStartingWith("the outputs are those of the model in another order");
        assertThatThrownBy(() -> four.head(HeadStart.MODEL).session(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the head of the model cannot be kept (head: model), since this network has another: dense2.weight ([4, 8], in the model [3, 8]), dense2.bias ([4], in the model [3]); train for as many outputs as the model has, or let the head begin anew (--head new)");
        assertThatThrownBy(() -> trainer.head(HeadStart.NEW).session(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "head new needs a model to start from (startFrom, --start-from); without it everything starts at initial values");
    }

    @Test
    void namesOfTheModelAreNotAdvisedWhereValuesFollowClasses() {
        Model trees = Toys.trainer().preparedBy(of("elm", "oak", "yew")).fit(data).model();
        List<Learned.Value> heights =
                List.of("elm", "oak", "yew").stream()
                        .map(tree -> new Learned.Value(tree, 0, 1))
                        .toList();
        Trainer values =
                Trainer.of(Toys.network(), meanSquaredError())
                        .learningRate(0.1)
                        .epochs(1)
                        .preparedBy(
                                Preparation.asTheyAre(
                                        List.of("x", "y"), new Learned.Values(heights)))
                        .startFrom(trees);
        Dataset rows =
                Dataset.ofValues(
                        Shape.vector(2), new float[][] {{1, 2}}, new float[][] {{1, 2, 3}});
        try (TrainingSession session = values.session(rows)) {
            assertThat(session.start())
                    .contains(
                            "the outputs stand for something else than in the model (there elm, oak, yew), so at initial values: dense2.weight, dense2.bias");
        }
    }

    /** A number of outputs that differs shows that more than the names are others. */
    @Test
    void namesOfTheModelAreAdvisedOnlyWhereThereAreAsManyOutputs() {
        Trainer trainer =
                Trainer.of(
                                Network.parse(
                                        Shape.vector(2), "dense(8) concat([dense(1)], [dense(2)])"),
                                softmaxCrossEntropy())
                        .learningRate(0.1)
                        .epochs(1);
        Model trees = trainer.preparedBy(of("elm", "oak", "yew")).fit(data).model();
        Dataset two =
                Dataset.ofLabels(
                        Shape.vector(2), new float[][] {{1, 2}, {3, 4}}, new int[] {0, 1}, 2);
        Trainer smaller =
                Trainer.of(
                                Network.parse(
                                        Shape.vector(2), "dense(8) concat([dense(1)], [dense(1)])"),
                                softmaxCrossEntropy())
                        .learningRate(0.1)
                        .epochs(1)
                        .preparedBy(of("elm", "oak"))
                        .startFrom(trees);
        try (TrainingSession session = smaller.session(two)) {
            assertThat(session.start())
                    .contains(
                            "the outputs stand for something else than in the model (there elm, oak, yew), so at initial values: dense2.weight, dense2.bias");
        }
    }

    @Test
    void aLayerThatIsFrozenAtItsInitialValuesIsNamed() {
        Trainer trainer = Toys.trainer().startFrom(model).reinitialize("dense2");
        String sentence =
                "frozen at initial values, so nothing is learned there: dense2.weight, dense2.bias; freeze what the model has values for";
        try (TrainingSession head = trainer.freeze("dense2").session(data);
                TrainingSession rest = trainer.freeze("dense1").session(data)) {
            assertThat(head.start()).contains(sentence);
            assertThat(rest.start()).noneMatch(each -> each.startsWith("frozen"));
        }
    }

    @Test
    void aModelOfWhichOnlyAHeadForOtherClassesFitsIsRefused() {
        Trainer trainer =
                Trainer.of(Network.of(Shape.vector(2), dense(3)), softmaxCrossEntropy())
                        .learningRate(0.1)
                        .epochs(1);
        Model trees = trainer.preparedBy(of("elm", "oak", "yew")).fit(data).model();

        assertThatThrownBy(() ->
                        trainer.preparedBy(of("ash", "elm", "yew")).startFrom(trees).session(data))
                .hasMessage(
                        "nothing is left of the model to start from: the outputs stand for something else than in the model (there elm, oak, yew), so at initial values: dense1.weight, dense1.bias; if only their names are others, keep these values (--head model), or train without it (startFrom, --start-from)");
    }

    @Test
    void aModelThatSharesNothingIsRefused() {
        var network =
                Network.of(Shape.vector(2), dense(7).named("other"), relu(), dense(1).named("end"));
        var trainer =
                Trainer.of(network, meanSquaredError())
                        .learningRate(0.1)
                        .epochs(1)
                        .startFrom(model);
        Dataset values =
                Dataset.ofValues(Shape.vector(2), new float[][] {{1, 2}}, new float[][] {{1}});
        assertThatThrownBy(() -> trainer.session(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "none of the values to start from fits the network: they are dense1.bias=[8], dense1.weight=[8, 2], dense2.bias=[3], dense2.weight=[3, 8], but the network has end.bias=[1], end.weight=[1, 7], other.bias=[7], other.weight=[7, 2]");
    }

    @Test
    void anotherStartIsAnotherRecipe() {
        List<String> recipes =
                List.of(Toys.trainer(), Toys.trainer().startFrom(model)).stream()
                        .map(trainer ->
                                trainer.fit(data)
                                        .model()
                                        .provenance()
                                        .facts()
                                        .get("recipeFingerprint"))
                        .toList();
        assertThat(recipes).doesNotHaveDuplicates();
    }

    private Recipe fromFile(Path file) {
        return Recipe.empty()
                .with(Keys.START_FROM, file.toString())
                .with(Keys.LEARNING_RATE, Schedules.hold(0.1))
                .with(Keys.BACKEND, "java")
                .with(Keys.THREADS, 1)
                .with(Keys.STEPS, 4L);
    }

    @Test
    void aRecipeTakesTheNetworkOfItsModelWithAsManyOutputsAsTheDataNeed(@TempDir Path folder) {
        Path file = folder.resolve("model.gradus");
        model.save(file);
        float[][] inputs = {{1, 2}, {3, 4}, {0, 1}};
        Dataset five = Dataset.ofLabels(Shape.vector(2), inputs, new int[] {0, 4, 2}, 5);
        Trainer trainer = Trainer.of(fromFile(file).with(Keys.FREEZE, List.of("dense1")), five);
        assertThat(trainer.settings().network.text()).isEqualTo("dense(8) tanh dense(5)");
        Model tuned = trainer.fit(five).model();
        assertThat(values(tuned, "dense1.weight")).containsExactly(values(model, "dense1.weight"));
        assertThat(values(tuned, "dense1.bias")).containsExactly(values(model, "dense1.bias"));
    }

    @Test
    void whatIsReinitializedBeginsAsWithoutAModel(@TempDir Path folder) {
        Path file = folder.resolve("model.gradus");
        model.save(file);
        Trainer fresh = Toys.trainer().seed(3);
        try (TrainingSession anew = fresh.session(data);
                TrainingSession begun =
                        fresh.startFrom(model).reinitialize("dense2").session(data)) {
            assertThat(begun.start())
                    .contains("as asked, at initial values: dense2.weight, dense2.bias");
            StateValues initial = StateValues.ofModel(anew.program());
            StateValues mixed = StateValues.ofModel(begun.program());
            for (int i = 0; i < initial.entries().size(); i++) {
                boolean isHead = initial.entries().get(i).name().startsWith("dense2");
                assertThat(mixed.values(i))
                        .containsExactly(isHead ? initial.values(i) : model.values().values(i));
            }
        }
        assertThatThrownBy(() -> fresh.startFrom(model).reinitialize("dense3").session(data))
                .hasMessageStartingWith("reinitialize 'dense3' matches no parameter; there are");
        assertThatThrownBy(() -> fresh.reinitialize("dense2").session(data))
                .hasMessageStartingWith("reinitialize [dense2] needs a model to start from");
    }

    @Test
    void weightsOfAnotherSystemAreTakenWhereTheyFit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(model, file);
        var other = Network.of(Shape.vector(2), dense(8), tanh(), dense(5), tanh(), dense(3));
        Weights weights = Safetensors.weights(file, other);
        assertThat(weights.find("dense1.weight", List.of(8, 2)))
                .hasValueSatisfying(
                        taken -> assertThat(taken).containsExactly(values(model, "dense1.weight")));
        assertThat(weights.find("dense2.weight", List.of(5, 8))).isEmpty();
        assertThat(weights.shapes()).containsEntry("dense2.weight", List.of(3, 8));
        Trainer trainer =
                Trainer.of(
                        fromFile(file).with(Keys.MODEL, "dense(8) tanh dense(5) tanh dense(3)"),
                        data);
        try (TrainingSession session = trainer.session(data)) {
            assertThat(session.start())
                    .contains("starts from the model's values of dense1.weight, dense1.bias");
        }
    }

    @Test
    void aTrainingWithNothingLeftToLearnIsRefused() {
        assertThatThrownBy(() -> Toys.trainer().freeze("dense*").session(data))
                .hasMessage(
                        "all parameters have a learning rate of 0 by [dense*], so nothing is left to train; leave out some of [dense1.weight, dense1.bias, dense2.weight, dense2.bias]");
    }
}
