package dev.gradus.nn.examples;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import org.junit.jupiter.api.Test;

class OwnLossTest {
    /** The example in the documentation of {@code keras.losses.CategoricalFocalCrossentropy}. */
    @Test
    void aFocalLossHasTheValuesOfKeras() {
        Batch batch = labels(3, 1, 2);
        float[] outputs = logarithms(0.05, 0.95, 1e-7, 0.1, 0.8, 0.1);
        LossHead head = head(new FocalLoss(0.25, 2), 3);
        float[] gradient = new float[6];

        assertThat(head.weight(batch)).isEqualTo(2);
        assertThat(head.apply(batch, 0, 2, 2, outputs, gradient))
                .isCloseTo(0.23315276, within(1e-7));
        assertThat(head.apply(batch, 0, 1, 1, outputs, gradient))
                .isCloseTo(3.2058331e-05, within(1e-9));
    }

    @Test
    void aFocalLossWithoutFocusIsTheCrossEntropy() {
        Batch batch = labels(3, 0, 1, 2, 2);
        float[] outputs = {1, -2, 0.5f, 3, 0, -1, 0.1f, 0.2f, 0.3f, -5, 4, 2};
        float[] expected = new float[12];
        float[] actual = new float[12];
        double entropy = head(softmaxCrossEntropy(), 3).apply(batch, 0, 4, 4, outputs, expected);

        assertThat(head(new FocalLoss(1, 0), 3).apply(batch, 0, 4, 4, outputs, actual))
                .isCloseTo(entropy, within(1e-9));
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    /** (3 · (2 − 1)² + 1 · (0 − (−2))²) / (3 + 1). */
    @Test
    void weightsDivideTheSum() {
        var batch = new Batch(2, 1, Target.values(1));
        batch.size(2);
        batch.values()[0] = 1;
        batch.values()[1] = -2;
        LossHead head = head(new WeighedSquares(3), 1);
        float[] gradient = new float[2];

        assertThat(head.weight(batch)).isEqualTo(4);
        assertThat(head.apply(batch, 0, 2, 4, new float[] {2, 0}, gradient)).isEqualTo(7 / 4.0);
        assertThat(gradient).containsExactly(6 / 4f, 4 / 4f);
    }

    @Test
    void targetsThatDoNotSuitAreRefused() {
        LossHead head = head(new FocalLoss(1, 2), 3);

        assertThatThrownBy(() -> head.requireFits(Target.values(3)))
                .hasMessage("the focal loss learns classes, but the data has rows of values");
        assertThatThrownBy(() -> head.requireFits(Target.classes(4)))
                .hasMessage(
                        "the data has 4 classes, but the network has 3 outputs; end it with dense(4)");
    }

    @Test
    void whatAnOwnLossDoesNotWriteIsZeroAndNotWhatWasThere() {
        record Lazy() implements OwnLoss {
            @Override
            public double sum(Rows rows, float[] outputs, float[] gradient) {
                return 1;
            }
        }
        float[] gradient = {5, 6, 7};

        head(new Lazy(), 3).apply(labels(3, 0), 0, 1, 1, new float[3], gradient);

        assertThat(gradient).containsOnly(0);
    }

    @Test
    void aWeightThatIsNoNumberIsRefused() {
        record Odd() implements OwnLoss {
            @Override
            public double weight(Rows rows, int row) {
                return row == 1 ? Double.NaN : 1;
            }

            @Override
            public double sum(Rows rows, float[] outputs, float[] gradient) {
                return 0;
            }
        }

        assertThatThrownBy(() -> head(new Odd(), 3).weight(labels(3, 0, 1)))
                .hasMessage(
                        "the own loss Odd[] gives row 1 of the batch the weight NaN; weights are finite and at least 0");
    }

    private static LossHead head(Loss loss, int outputs) {
        return LossHead.of(loss, Network.of(Shape.vector(2), dense(outputs)));
    }

    private static Batch labels(int classes, int... labels) {
        var batch = new Batch(labels.length, 1, Target.classes(classes));
        batch.size(labels.length);
        System.arraycopy(labels, 0, batch.labels(), 0, labels.length);
        return batch;
    }

    private static float[] logarithms(double... probabilities) {
        float[] logarithms = new float[probabilities.length];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = (float) Math.log(probabilities[i]);
        }
        return logarithms;
    }
}
