package dev.gradus.train.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseScaleTest {
    private static final int DIRECTIONS = 40;
    private static final double MEAN = 0.5;

    /** Gradients drawn with a known mean and variance, whose noise scale is variance / mean². */
    @ParameterizedTest
    @CsvSource({"1, 8", "3, 8", "3, 64", "0.2, 16"})
    void isTheVarianceOfAnExamplesGradientOverItsMeanSquared(double deviation, int batchSize) {
        var random = new SplittableRandom(1);
        int batches = 2000;
        double small = 0;
        double[] sum = new double[DIRECTIONS];
        for (int b = 0; b < batches; b++) {
            for (int d = 0; d < DIRECTIONS; d++) {
                double value = MEAN + deviation * random.nextGaussian() / Math.sqrt(batchSize);
                small += value * value / batches;
                sum[d] += value;
            }
        }
        double large = 0;
        for (double each : sum) {
            large += each * each / batches / batches;
        }

        double expected = Math.max(1, deviation * deviation / MEAN / MEAN);
        assertThat(NoiseScale.of(small, large, batchSize, batches, 7).examples())
                .isCloseTo(expected, within(0.05 * expected));
    }

    @Test
    void withoutNoiseOneExampleIsEnough() {
        assertThat(NoiseScale.of(2, 2, 32, 50, 0).examples()).isEqualTo(1);
    }

    @Test
    void aGradientThatIsLostInTheNoiseHasNone() {
        NoiseScale lost = NoiseScale.of(50, 1, 32, 50, 9);

        assertThat(lost.isKnown()).isFalse();
        assertThat(lost.advice())
                .isEqualTo(
                        "batch size 32: the gradient is lost in the noise of 50 batches; far larger ones would learn more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000 | larger batches need fewer updates",
                "40   | so it is about right",
                "4    | smaller batches learn as much per update",
            })
    void saysWhatItMeansForTheBatch(double examples, String advice) {
        assertThat(new NoiseScale(examples, 32, 50, 100).advice())
                .startsWith("batch size 32: noise scale ")
                .endsWith(advice);
    }
}
