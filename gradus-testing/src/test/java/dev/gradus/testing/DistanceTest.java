package dev.gradus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DistanceTest {
    private static double largest(float actual, float expected) {
        return Distance.largest(new float[] {1, actual, 2}, new float[] {1, expected, 2});
    }

    @Test
    void isThatOfTheFarthestTwo() {
        assertThat(largest(3, 3)).isEqualTo(0);
        assertThat(largest(3, -2)).isEqualTo(5);
        assertThat(largest(-2, 3)).isEqualTo(5);
    }

    @Test
    void whatIsNoNumberIsNearNothing() {
        assertThat(largest(Float.NaN, 3)).isNaN();
        assertThat(largest(Float.NaN, Float.NaN)).isNaN();
        assertThat(largest(3, Float.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void anotherLengthIsNoDistance() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distance.largest(new float[2], new float[3]))
                .withMessage("2 numbers cannot be compared with 3");
    }
}
