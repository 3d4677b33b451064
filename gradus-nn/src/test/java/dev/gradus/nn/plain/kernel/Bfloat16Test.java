package dev.gradus.nn.plain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bfloat16Test {
    private static float rounded(float value) {
        float[] target = new float[3];
        Bfloat16.round(new float[] {7, value, 7}, target, 1, 2);
        assertThat(target[0]).isZero();
        assertThat(target[2]).isZero();
        return target[1];
    }

    /** The upper half of the bits stays; the lower adds one to it above the middle. */
    @ParameterizedTest
    @CsvSource({
        "3f800000, 3f800000",
        "3f808000, 3f800000",
        "3f808001, 3f810000",
        "3f818000, 3f820000",
        "3f817fff, 3f810000",
        "40490fdb, 40490000",
        "bf808001, bf810000",
        "00000000, 00000000",
        "80000000, 80000000",
        "00000001, 00000000",
        "00008001, 00010000",
        "7f7fffff, 7f800000",
        "ff7fffff, ff800000",
        "7f800000, 7f800000",
        "ff800000, ff800000"
    })
    void roundsToTheNearestTiesToEven(String bits, String expected) {
        float value = Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
        assertThat(Float.floatToRawIntBits(rounded(value)))
                .isEqualTo(Integer.parseUnsignedInt(expected, 16));
    }

    @Test
    void keepsNaN() {
        for (int bits : new int[] {0x7fc00000, 0x7f800001, 0xffffffff, 0xff80ffff}) {
            assertThat(rounded(Float.intBitsToFloat(bits))).isNaN();
        }
    }

    @Test
    void isNeverOffByMoreThanHalfOfTheLastOfEightBits() {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(-90, 120)));
            double unit = Math.pow(2, Math.getExponent(value) - 7);
            assertThat(rounded(value) / unit).isEqualTo(Math.rint(value / unit));
        }
    }
}
