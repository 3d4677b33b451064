package dev.gradus.model.examples;

import static dev.gradus.nn.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.model.Provenance;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.prepare.Preparation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExampleTest {
    private static final Preparation PENGUINS =
            Preparation.parse(
                    """
                    column("island", category(["Biscoe", "Dream"]))
                    column("sex", flag("female", "male"))
                    column("year", number(median=2008, transform=plain, mean=2008, deviation=1))
                    target("mass", value(mean=4000, deviation=500))
                    """);

    private static Model model() {
        var network = Network.of(Shape.vector(4), dense(1));
        return new Model(
                network,
                Losses.meanSquaredError(),
                new StateValues(
                        StateEntry.all(network, Optimizers.sgd()),
                        List.of(new float[] {1, 2, 3, 4}, new float[] {0.5f})),
                Meaning.of(PENGUINS),
                Provenance.unknown());
    }

    @Test
    void aModelIsReadAndPredicts(@TempDir Path folder) {
        Path file = folder.resolve("model.gradus");
        model().save(file);
        assertThat(ModelExample.predict(file, new float[] {1, 0, 1, 0})).containsExactly(4.5f);
    }

    @Test
    void aRowIsAnsweredInItsUnit() {
        float[] inputs =
                PENGUINS.reading(List.of("island", "sex", "year"))
                        .inputs(List.of("Biscoe", "male", "2008"));
        float[] learned = model().predict(inputs);
        assertThat(ModelExample.row(model())).containsExactly(4000 + 500 * learned[0]);
    }

    @Test
    void manyExamplesAreAnsweredRowAfterRow() {
        float[] answers = new float[2];
        ModelExample.many(model(), new float[] {1, 0, 1, 0, 0, 1, 0, 1}, 2, answers);
        assertThat(answers).containsExactly(4.5f, 6.5f);
    }
}
