package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedRowsTest {
    private static final int ALLOWED = 256;

    /** An image that only a dense layer reads is as many values, in no groups of channels. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7})
    void anImageReadAsAVectorCountsAsOne(int channels) {
        String dense = "dense(128) relu dense(10)";
        int pixels = 196;
        var vector = Network.parse(Shape.vector(channels * pixels), dense);
        var image = Network.parse(Shape.image(channels, 14, 14), "flatten " + dense);
        assertThat(rows(image)).isEqualTo(rows(vector)).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fewChannelsAreNotPaddedButThoseOfResultsAre(int channels) {
        var few = Network.parse(Shape.image(channels, 28, 28), "conv2d(6,5)");
        var many = Network.parse(Shape.image(16, 28, 28), "conv2d(6,5)");
        assertThat(rows(few)).isGreaterThan(rows(many)).isLessThan(ALLOWED);
    }

    private static int rows(Network network) {
        return CachedRows.of(network, 1, ALLOWED);
    }
}
