package dev.gradus.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    private static final double[] EDGES = {
        0,
        -0.0,
        1,
        -2,
        10,
        0.1,
        0.05,
        10.05,
        1e-3,
        1e-5,
        1.5e-7,
        1e7,
        1e15,
        1e16,
        1.0 / 3,
        123456789,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private static double[] numbers() {
        var random = new Random(1);
        return DoubleStream.concat(
                        DoubleStream.of(EDGES),
                        DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong()))
                                .limit(2000))
                .toArray();
    }

    private static void everyNumberReadsBack(DoubleFunction<String> text) {
        for (double number : numbers()) {
            assertThat(Double.doubleToLongBits(Double.parseDouble(text.apply(number))))
                    .as("%s as %s", number, text.apply(number))
                    .isEqualTo(Double.doubleToLongBits(number));
        }
    }

    @Test
    void exactPlainAndJsonReadBackTheSameBits() {
        everyNumberReadsBack(NumberText::exact);
        everyNumberReadsBack(NumberText::plain);
        everyNumberReadsBack(NumberText::json);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0.0",
        "1, 1, 1, 1.0",
        "0.1, 0.1, 0.1, 0.1",
        "1e-5, 1e-5, 0.00001, 0.00001",
        "1.5e-9, 1.5e-9, 0.0000000015, 0.0000000015",
        "1.5e-10, 1.5e-10, 0.00000000015, 1.5E-10",
        "250000, 250000, 250000, 250000.0",
        "1e10, 1e10, 10000000000, 10000000000.0",
        "-1.25e16, -1.25e16, -12500000000000000, -1.25E16"
    })
    void eachWayHasItsForm(double value, String exact, String plain, String json) {
        assertThat(NumberText.exact(value)).isEqualTo(exact);
        assertThat(NumberText.plain(value)).isEqualTo(plain);
        assertThat(NumberText.json(value)).isEqualTo(json);
    }

    @Test
    void plainNumbersHaveNoExponent() {
        for (double number : numbers()) {
            if (Double.isFinite(number)) {
                assertThat(NumberText.plain(number)).matches("-?\\d+(\\.\\d+)?");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.02206, 4, 0.0221",
        "99999.9, 1, 99999.9",
        "454706.83202365, 4, 454700",
        "-31631459661615795.0, 4, -3.163e16",
        "NaN, 4, NaN",
        "Infinity, 4, Infinity"
    })
    void fixedDecimalsGiveWayToFewDigitsWhereTheNumberIsLong(
            double value, int decimals, String text) {
        assertThat(NumberText.fixed(value, decimals)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 3, 0.01",
        "4e-8, 3, 4e-8",
        "1407, 4, 1407",
        "0.000324, 2, 0.00032",
        "0, 3, 0"
    })
    void briefNumbersHaveNoNeedlessZeros(double value, int digits, String text) {
        assertThat(NumberText.brief(value, digits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"95, 1:35", "59.6, 1:00", "4000, 1:06:40"})
    void timesReadLikeAClock(double seconds, String text) {
        assertThat(NumberText.clock(seconds)).isEqualTo(text);
    }

    @Test
    void theLocaleOfTheMachineChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(NumberText.grouped(215_370)).isEqualTo("215,370");
            assertThat(NumberText.fixed(0.5, 2)).isEqualTo("0.50");
            assertThat(NumberText.clock(4000)).isEqualTo("1:06:40");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "0, 0 steps",
                "1, 1 step",
                "2, 2 steps",
                "-1, -1 steps",
                "11, 11 steps",
                "1407, \"1,407 steps\"",
                "1000001, \"1,000,001 steps\""
            })
    void onlyOneThingIsSingular(long count, String text) {
        assertThat(NumberText.counted(count, "step")).isEqualTo(text);
    }

    @Test
    void lengthsThatAreNotWholeAreCountedToo() {
        assertThat(NumberText.counted(NumberText.brief(1, 6), "step")).isEqualTo("1 step");
        assertThat(NumberText.counted(NumberText.brief(1.5, 6), "step")).isEqualTo("1.5 steps");
    }

    @Test
    void shortNumbersAreWrittenAsLongOnesAre() {
        for (long number :
                new long[] {Long.MIN_VALUE, -1000, -999, -1, 0, 999, 1000, Long.MAX_VALUE}) {
            assertThat(NumberText.grouped(number))
                    .isEqualTo(String.format(Locale.ROOT, "%,d", number));
        }
    }
}
