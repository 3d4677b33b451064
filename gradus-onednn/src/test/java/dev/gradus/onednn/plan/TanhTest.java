package dev.gradus.onednn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TanhTest {
    private static final double EXACT = 3.1e-7;

    /** Java's hyperbolic tangent is exact to 2.5 units in the last place of a double. */
    @Test
    void isExactTo3e7OfItselfFromTheSmallestNormalNumberToBeyondTheLimit() {
        var random = new Random(3);
        float[] values = new float[200_000];
        float[] results = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            double size = i % 2 == 0 ? Math.exp(random.nextDouble(-87, 4)) : random.nextDouble(10);
            values[i] = (float) (random.nextBoolean() ? size : -size);
        }

        Tanh.compute(values, results, values.length);

        double worst = 0;
        for (int i = 0; i < values.length; i++) {
            worst = Math.max(worst, Math.abs(results[i] / Math.tanh(values[i]) - 1));
        }
        assertThat(worst).isBetween(1e-8, EXACT);
    }

    @Test
    void staysWithinOneAndKeepsZerosSignsAndNaN() {
        float[] values = {
            0f,
            -0f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            Float.MIN_VALUE
        };

        Tanh.compute(values, values, values.length);

        assertThat(values[0]).isEqualTo(0f);
        assertThat(1 / values[1]).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(values[2]).isNaN();
        assertThat(values[3]).isBetween(0.9999999f, 1f);
        assertThat(values[4]).isEqualTo(-values[3]);
        assertThat(values[5]).isEqualTo(values[3]);
        assertThat(values[6]).isEqualTo(Float.MIN_VALUE);
    }

    @Test
    void leavesTheValuesAfterTheFirstOnes() {
        float[] values = {1, 2, 3};

        Tanh.compute(values, values, 2);

        assertThat(values[2]).isEqualTo(3);
    }
}
