package dev.gradus.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0.02206, 4, 0.0221",
        "99999.9, 1, 99999.9",
        "454706.83202365, 4, 454700",
        "-31631459661615795.0, 4, -3.163e16",
        "NaN, 4, NaN",
        "Infinity, 4, Infinity"
    })
    void fixedDigitsGiveWayToFewWhereTheNumberIsLong(double value, int digits, String text) {
        assertThat(ScreenNumbers.fixed(value, digits)).isEqualTo(text);
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
        assertThat(ScreenNumbers.brief(value, digits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"95, 1:35", "59.6, 1:00", "4000, 1:06:40"})
    void durationsAreReadLikeAClock(double seconds, String text) {
        assertThat(ScreenNumbers.duration(seconds)).isEqualTo(text);
    }
}
