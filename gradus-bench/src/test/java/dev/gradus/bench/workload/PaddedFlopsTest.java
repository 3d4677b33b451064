package dev.gradus.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class PaddedFlopsTest {
    /** LeNet's 6 and 16 channels, counted by hand: 2,264 thousand operations, padded 3,865. */
    @Test
    void leNetsChannelsFillVectorsOfSixteenToThreeFifths() {
        Network lenet = Workloads.named("lenet 28x28").network();

        assertThat(PaddedFlops.share(lenet, 16)).isCloseTo(0.586, within(0.002));
        assertThat(PaddedFlops.share(lenet, 8)).isBetween(0.87, 0.88);
    }

    /** Two computations of 3 outputs in vectors of 8, no gradient of the inputs. */
    @Test
    void theFirstLayerNeedsNoGradientOfItsInputs() {
        Network network = Network.parse(Shape.vector(5), "dense(3)");

        assertThat(PaddedFlops.share(network, 8)).isEqualTo(3.0 / 8);
    }

    @Test
    void wholeVectorsAreNotPadded() {
        assertThat(
                        PaddedFlops.share(
                                Network.parse(Shape.vector(64), "dense(32) relu dense(16)"), 16))
                .isEqualTo(1);
    }
}
