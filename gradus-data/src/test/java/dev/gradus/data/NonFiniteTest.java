package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonFiniteTest {
    private static final int OFFSET = 3;
    private static final int LONGEST = 70;

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void findsTheFirstAtEveryPlaceOfEveryLength(float spoilt) {
        for (int length = 0; length <= LONGEST; length++) {
            float[] values = finite(length);
            assertThat(NonFinite.find(values, OFFSET, length)).isEqualTo(-1);
            for (int place = length - 1; place >= 0; place--) {
                values[OFFSET + place] = spoilt;
                assertThat(NonFinite.find(values, OFFSET, length)).isEqualTo(place);
            }
        }
    }

    /** Returns the largest, smallest and usual numbers between two that are not finite. */
    private static float[] finite(int length) {
        float[] kinds = {
            Float.MAX_VALUE, -Float.MAX_VALUE, 0, -0.0f, Float.MIN_VALUE, -Float.MIN_NORMAL, 1.5f
        };
        float[] values = new float[length + 2 * OFFSET];
        Arrays.fill(values, Float.NaN);
        for (int i = 0; i < length; i++) {
            values[OFFSET + i] = kinds[i % kinds.length];
        }
        return values;
    }
}
