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
import dev.gradus.nn.Network;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.train.session.TrainingSession;
import java.util.List;
import org.junit.jupiter.api.Test;

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
                        "not in the model as they are here, and so begun anew: dense2.weight ([5, 8], in the model [3, 8]), dense2.bias ([5], in the model [3])");
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
                .hasMessageStartingWith(
                        "the model to start from has no values that fit the network: it is dense(8) tanh dense(3)");
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
}
