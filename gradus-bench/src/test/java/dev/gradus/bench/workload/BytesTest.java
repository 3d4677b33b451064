package dev.gradus.bench.workload;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Bytes against numbers counted by hand. */
class BytesTest {
    private static final Network PERCEPTRON =
            Network.of(Shape.vector(16), dense(64), relu(), dense(10));

    @Test
    void countsTwoReadingsAndAGradientOfWhatComesInAndLessForTheFirstLayer() {
        double first = 32 * (2 * 16 + 2 * 64) + 2 * (16 * 64 + 64);
        double second = 32 * (3 * 64 + 2 * 10) + 3 * (64 * 10 + 10);
        assertThat(Bytes.passes(PERCEPTRON, 32)).isEqualTo(4 * (first + second));
    }

    @Test
    void countsParametersAndSlotsTwiceAndTheGradientOnceInAnUpdate() {
        double parameters = 16 * 64 + 64 + 64 * 10 + 10;
        assertThat(Bytes.update(PERCEPTRON, 0)).isEqualTo(4 * 3 * parameters);
        assertThat(Bytes.update(PERCEPTRON, 1)).isEqualTo(4 * 5 * parameters);
        assertThat(Bytes.update(PERCEPTRON, 2)).isEqualTo(4 * 7 * parameters);
    }

    @Test
    void countsPoolingAndNothingForFlattening() {
        var network = Network.of(Shape.image(1, 8, 8), conv2d(2, 3), maxPool(2), flatten());
        double convolution = 2 * 64 + 2 * 72 + 2 * (2 * 9 + 2);
        double pooling = 3 * 72 + 2 * 18;
        assertThat(Bytes.passes(network, 1)).isEqualTo(4 * (convolution + pooling));
    }

    @Test
    void countsTheSumsOfAResidualBlock() {
        var network = Network.of(Shape.vector(4), dense(8), residual(dense(8), relu()));
        double first = 2 * 4 + 2 * 8 + 2 * (4 * 8 + 8);
        double block = 3 * 8 + 2 * 8 + 3 * (8 * 8 + 8);
        assertThat(Bytes.passes(network, 1)).isEqualTo(4 * (first + block + 6 * 8));
    }
}
