package dev.gradus.nn.engine.random;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.residual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.tensor.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DropoutNoiseTest {
    private static final int FEATURES = 13;
    private static final Network NETWORK =
            Network.of(
                    Shape.vector(FEATURES),
                    dropout(0.25),
                    residual(dropout(0.25), dense(FEATURES)),
                    dropout(0.25));

    private static float[] mask(Node node, long seed, long step, long example, int rows) {
        float[] mask = new float[rows * FEATURES];
        DropoutNoise.of(NETWORK, node, seed).fill(mask, 0, step, example, rows);
        return mask;
    }

    private static Node node(int index) {
        return NETWORK.nodes().get(index);
    }

    @Test
    void dependsOnTheExampleWhateverTheSlice() {
        float[] whole = mask(node(0), 1, 2, 0, 5);
        float[] pieces = new float[5 * FEATURES];
        DropoutNoise noise = DropoutNoise.of(NETWORK, node(0), 1);
        noise.fill(pieces, 3 * FEATURES, 2, 3, 2);
        noise.fill(pieces, 0, 2, 0, 3);
        assertThat(pieces).containsExactly(whole);
    }

    @Test
    void differsByLayerSeedAndStep() {
        float[] mask = mask(node(0), 1, 2, 0, 9);
        assertThat(mask(node(4), 1, 2, 0, 9)).isNotEqualTo(mask);
        assertThat(mask(node(1), 1, 2, 0, 9)).isNotEqualTo(mask);
        assertThat(mask(node(0), 2, 2, 0, 9)).isNotEqualTo(mask);
        assertThat(mask(node(0), 1, 3, 0, 9)).isNotEqualTo(mask);
    }

    @Test
    void dropsItsShareAndKeepsTheMean() {
        float[] mask = mask(node(0), 1, 0, 0, 4000);
        int dropped = 0;
        for (float value : mask) {
            assertThat(value).isIn(0f, (float) (1 / 0.75));
            dropped += value == 0 ? 1 : 0;
        }
        // Four deviations of the mean of 52,000 draws.
        assertThat(dropped / (double) mask.length).isCloseTo(0.25, Offset.offset(0.0076));
    }

    @Test
    void refusesANodeThatIsNoDropoutOfTheNetwork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DropoutNoise.of(NETWORK, node(2), 1))
                .withMessage("the network has no dropout layer 'dense1'");
    }
}
