package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.prepare.statistics.Moments;
import dev.gradus.prepare.statistics.Sample;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberTransformTest {
    @Test
    void logIsOddAndLogarithmic() {
        var log = new NumberTransform.Log(2);
        assertThat(log.apply(6)).isCloseTo(Math.log(4), within(1e-15));
        assertThat(log.apply(-6)).isEqualTo(-log.apply(6));
        assertThat(log.apply(0)).isZero();
    }

    @Test
    void ranksAreSharesOfTheTrainingValues() {
        double[] sorted = IntStream.rangeClosed(0, 640).asDoubleStream().toArray();
        var ranks = NumberTransform.Ranks.of(sorted);
        assertThat(ranks.apply(320)).isCloseTo(0.5, within(1e-12));
        assertThat(ranks.apply(-5)).isZero();
        assertThat(ranks.apply(1e9)).isEqualTo(1);
        assertThat(new NumberTransform.Ranks(List.of(0.0, 1.0, 100.0)).apply(50.5))
                .isCloseTo(0.75, within(1e-12));
    }

    @Test
    void everyTransformKeepsTheOrder() {
        var random = new Random(3);
        for (int trial = 0; trial < 200; trial++) {
            double power = 1 + 8 * random.nextDouble();
            double[] sorted =
                    DoubleStream.generate(
                                    () -> {
                                        double drawn = random.nextGaussian();
                                        return Math.signum(drawn)
                                                * Math.pow(Math.abs(drawn), power);
                                    })
                            .limit(2 + random.nextInt(300))
                            .sorted()
                            .toArray();
            NumberTransform transform = NumberTransform.fitting(sorted);
            double[] out = DoubleStream.of(sorted).map(transform::apply).toArray();
            assertThat(out).isSorted();
            assertThat(DoubleStream.of(out).allMatch(Double::isFinite)).isTrue();
        }
    }

    @Test
    void leavesEvenColumnsAlone() {
        var random = new Random(4);
        double[] even = random.doubles(1000, -3, 5).sorted().toArray();
        assertThat(NumberTransform.fitting(even)).isEqualTo(new NumberTransform.Plain());
    }

    @Test
    void momentsAreThoseOfTheirFormulas() {
        Moments moments = Moments.of(new double[] {1, 2, 6});
        assertThat(moments.mean()).isCloseTo(3, within(1e-15));
        assertThat(moments.deviation()).isCloseTo(Math.sqrt(14 / 3.0), within(1e-14));
        assertThat(moments.skewness())
                .isCloseTo((-8 - 1 + 27) / 3.0 / Math.pow(14 / 3.0, 1.5), within(1e-14));
        assertThat(moments.reach()).isCloseTo(3 / Math.sqrt(14 / 3.0), within(1e-14));
        assertThat(Moments.of(new double[] {0.1, 0.1, 0.1}).deviation()).isZero();
    }

    @Test
    void drawsTheSameSampleEveryTimeFromAllOfAColumn() {
        var first = new Sample();
        var second = new Sample();
        for (int i = 0; i < 500_000; i++) {
            first.add(i);
            second.add(i);
        }
        assertThat(first.sorted()).hasSize((1 << 16)).containsExactly(second.sorted());
        double mean = DoubleStream.of(first.sorted()).average().orElseThrow();
        // the mean of n uniform draws from 0 to N deviates by N / √12n
        double deviation = 500_000 / Math.sqrt(12.0 * (1 << 16));
        assertThat(mean).isCloseTo(250_000, within(4 * deviation));
    }
}
