package dev.gradus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.workload.Workload.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarTest {
    @ParameterizedTest
    @CsvSource({
        "DJL, TINY, 10, 0.1, 0.01, 10x: met",
        "DL4J, TINY, 9.9, 0.1, 0.01, 10x: missed",
        "DL4J, SMALL, 5, 0.5, 0.1, 5x: met",
        "DJL, SINGLE, 5.1, 0.1, 0.01, 5x: met",
        "DJL, SINGLE, 4.9, 0.1, 0.6, 5x: missed",
        "DJL, SMALL, 1.9, 0.5, 0.4, 2x: missed",
        "DJL, LARGE, 1.3, 0.8, 0.6, 80 % of product: met",
        "DJL, LARGE, 1.3, 0.7, 0.6, 80 % of product: missed",
        "JAVA, LARGE, 1, 1, 1, ''"
    })
    void isTwicePyTorchFiveTimesDl4jAndTenTimesBothForTinyNetworks(
            Entrant peer, Size size, double ratio, double share, double peerShare, String bar) {
        assertThat(Bar.against(peer, size, ratio, share, peerShare)).isEqualTo(bar);
    }

    @ParameterizedTest
    @CsvSource({
        "LARGE, 0.81, 80 % of product: met",
        "LARGE, 0.79, 80 % of product: missed",
        "SMALL, 0.1, ''"
    })
    void isMostOfALargeProductForLargeNetworks(Size size, double share, String bar) {
        assertThat(Bar.alone(size, share)).isEqualTo(bar);
    }

    @ParameterizedTest
    @CsvSource({
        "LARGE, 0.86, 0.6, '85 % of product: met, not slower: met'",
        "LARGE, 0.84, 1.1, '85 % of product: missed, not slower: missed'",
        "SINGLE, 0.01, 1, not slower: met"
    })
    void inBfloat16IsNeverSlowerAndMostOfItsOwnLargeProduct(
            Size size, double share, double ratio, String bar) {
        assertThat(Bar.inBfloat16(size, share, ratio)).isEqualTo(bar);
    }
}
