package dev.gradus.nn.engine.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.testing.Allocation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SquareSumTest {
    private final SquareSum sum = new SquareSum();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 13, 207, 255, 256, 257, 512, 1999, 2048, 2051})
    void addsUpSquaresOfAnyLengthAndNothingElse(int length) {
        float[] values = new float[length + 2];
        Arrays.fill(values, 1e30f);
        double expected = 0;
        for (int i = 0; i < length; i++) {
            values[i + 1] = i + 1;
            expected += (i + 1.0) * (i + 1.0);
        }
        assertThat(sum.of(values, 1, length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 700, 2048})
    void agreesWithDecimalNumbers(int length) {
        var random = new Random(length);
        float[] values = new float[length];
        var exact = BigDecimal.ZERO;
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4));
            exact = exact.add(new BigDecimal(values[i]).pow(2));
        }
        assertThat(sum.of(values, 0, length))
                .isCloseTo(exact.doubleValue(), within(exact.doubleValue() * 1e-14));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 700, 2051})
    void addsUpSquaresOfDifferences(int length) {
        float[] values = new float[length + 1];
        float[] others = new float[length + 2];
        Arrays.fill(values, 1e30f);
        double expected = 0;
        for (int i = 0; i < length; i++) {
            values[i] = i + 1;
            others[i] = 3 * i - 5;
            expected += (6.0 - 2 * i) * (6.0 - 2 * i);
        }
        assertThat(sum.ofDifferences(values, others, length)).isEqualTo(expected);
    }

    @Test
    void differencesAreExactBeforeTheyAreSquared() {
        float large = 1 << 24;
        assertThat(sum.ofDifferences(new float[] {large}, new float[] {-1}, 1))
                .isEqualTo((large + 1.0) * (large + 1.0));
    }

    @Test
    void theSameValuesElsewhereHaveTheSameBits() {
        var random = new Random(1);
        float[] values = new float[3000];
        for (int i = 0; i < 700; i++) {
            values[2111 + i] = values[3 + i] = random.nextFloat();
        }
        double first = sum.of(values, 3, 700);
        assertThat(sum.of(values, 2111, 700)).isEqualTo(first);
    }

    @Test
    void keepsTheSquaresOfLargeGradientsFinite() {
        assertThat(sum.of(new float[] {Float.MAX_VALUE}, 0, 1)).isFinite();
    }

    @Test
    void tellsValuesThatAreNotFinite() {
        assertThat(sum.of(new float[] {1, Float.NaN}, 0, 2)).isNaN();
        assertThat(sum.of(new float[] {1, Float.NEGATIVE_INFINITY}, 0, 2)).isInfinite();
        assertThat(sum.of(new float[] {1, 2}, 0, 2)).isEqualTo(5);
    }

    @Test
    void allocatesNothing() {
        float[] values = new float[1000];
        assertThat(Allocation.of(() -> sum.of(values, 0, 1000))).isZero();
    }
}
