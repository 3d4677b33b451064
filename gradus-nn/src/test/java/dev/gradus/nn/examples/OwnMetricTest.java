package dev.gradus.nn.examples;

import static dev.gradus.nn.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.loss.Tally;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import org.junit.jupiter.api.Test;

class OwnMetricTest {
    private final Tally tally =
            Tally.of(new BalancedAccuracy(), Network.of(Shape.vector(1), dense(2)));

    /** The example in the documentation of scikit-learn's {@code balanced_accuracy_score}. */
    @Test
    void aBalancedAccuracyHasTheValueOfScikitLearn() {
        add(new int[] {0, 1, 0, 0}, new int[] {0, 1, 0, 0});
        add(new int[] {1, 0}, new int[] {0, 1});

        assertThat(tally.value()).isEqualTo(0.625);
    }

    @Test
    void forgetsAllExamplesWhenItIsReset() {
        add(new int[] {0, 1}, new int[] {1, 1});
        assertThat(tally.value()).isEqualTo(0.5);

        tally.reset();
        assertThat(tally.value()).isNaN();
        add(new int[] {0, 1}, new int[] {0, 1});
        assertThat(tally.value()).isEqualTo(1);
    }

    @Test
    void asManyOutputsAsClassesAreNeeded() {
        assertThatThrownBy(() -> tally.requireFits(Target.classes(3)))
                .hasMessage(
                        "the data has 3 classes, but the network has 2 outputs; end it with dense(3)");
    }

    private void add(int[] labels, int[] predicted) {
        var batch = new Batch(labels.length, 1, Target.classes(2));
        batch.size(labels.length);
        System.arraycopy(labels, 0, batch.labels(), 0, labels.length);
        float[] outputs = new float[2 * labels.length];
        for (int row = 0; row < labels.length; row++) {
            outputs[2 * row + predicted[row]] = 1;
        }
        tally.add(batch, outputs);
    }
}
