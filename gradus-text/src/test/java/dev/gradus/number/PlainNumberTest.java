package dev.gradus.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers read the short way have the bits that Java's own reading gives. */
class PlainNumberTest {
    private static void assertSameBits(String text) {
        double plain = PlainNumber.of(text);
        if (!Double.isNaN(plain)) {
            assertThat(Double.doubleToRawLongBits(plain))
                    .as(text)
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "+7",
                "1.",
                ".5",
                "-.25",
                "00012",
                "2345.555555555",
                "1e22",
                "1e-22",
                "9.99999999999999e22",
                "123456789012345",
                "0.00000000000001",
                "-2E+3",
                "5e-1"
            })
    void readsTheseTheShortWay(String text) {
        assertThat(PlainNumber.of(text)).isNotNaN();
        assertSameBits(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                ".e1",
                "1e",
                "1e+",
                "1e1.5",
                "1..2",
                "1.2.3",
                "--1",
                "1 ",
                "1f",
                "0x1",
                "1,5",
                "1234567890123456",
                "1e23",
                "1e-23",
                "1e1000",
                "12345678901234567890123",
                "18446744073709551617",
                "NaN"
            })
    void leavesTheseToOthers(String text) {
        assertThat(PlainNumber.of(text)).isNaN();
    }

    @Test
    void thousandsOfDrawnNumbersHaveTheSameBits() {
        var random = new Random(1);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = drawn(random);
            assertSameBits(text);
            read += Double.isNaN(PlainNumber.of(text)) ? 0 : 1;
        }
        assertThat(read).isGreaterThan(100_000);
    }

    private static String drawn(Random random) {
        return switch (random.nextInt(5)) {
            case 0 ->
                    String.valueOf(
                            random.nextLong(-1_000_000_000_000_000L, 1_000_000_000_000_000L));
            case 1 ->
                    String.format(
                            Locale.ROOT,
                            "%." + random.nextInt(12) + "f",
                            random.nextGaussian() * 1e3);
            case 2 -> Double.toString(Math.pow(10, random.nextInt(-30, 30)) * random.nextDouble());
            case 3 -> random.nextInt(-99_999, 99_999) + "e" + random.nextInt(-25, 25);
            default -> random.nextInt(1000) + "." + random.nextInt(100_000_000);
        };
    }
}
