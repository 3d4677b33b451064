package dev.gradus.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonFiniteValuesTest {
    private static final int FROM = 3;
    private static final float[] FINITE = {
        Float.MAX_VALUE, -Float.MAX_VALUE, 0, -0.0f, Float.MIN_VALUE, -Float.MIN_NORMAL, 1.5f
    };
    private static final float[] SPOILT = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.intBitsToFloat(0x7f80_0001),
        Float.intBitsToFloat(0xffff_ffff)
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 4095, 4096, 4097, 10_000})
    void seesWhatIsNotFiniteInTheRangeAndNothingElse(int length) {
        float[] values = new float[length + 2 * FROM];
        for (int i = 0; i < values.length; i++) {
            values[i] = FINITE[i % FINITE.length];
        }
        for (float spoilt : SPOILT) {
            Arrays.fill(values, 0, FROM, spoilt);
            Arrays.fill(values, FROM + length, values.length, spoilt);
            assertThat(NonFiniteValues.hasAny(values, FROM, FROM + length)).isFalse();
            for (int place : new int[] {0, length / 2, length - 1}) {
                if (place >= 0 && length > 0) {
                    float kept = values[FROM + place];
                    values[FROM + place] = spoilt;
                    assertThat(NonFiniteValues.hasAny(values, FROM, FROM + length)).isTrue();
                    values[FROM + place] = kept;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 4095, 4096, 10_000})
    void seesWhatIsAtLeastSoFarFromZeroOrNoNumber(int length) {
        float limit = 0x1p63f;
        float[] values = new float[length];
        Arrays.fill(values, -Math.nextDown(limit));

        assertThat(NonFiniteValues.hasAnyFrom(limit, values, 0, length)).isFalse();
        for (float large : new float[] {limit, -limit, Float.MAX_VALUE, Float.NaN}) {
            values[length / 2] = large;
            assertThat(NonFiniteValues.hasAnyFrom(limit, values, 0, length)).isTrue();
            assertThat(NonFiniteValues.hasAnyFrom(limit, values, length / 2 + 1, length)).isFalse();
        }
    }
}
