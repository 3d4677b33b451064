package dev.gradus.prepare.signs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFrameTest {
    /** The same rule as a pattern, which takes five times as long. */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?<![\\p{Nd}])[-+\u2212]?(?:0[xX][0-9a-fA-F_]+|0[bBoO][0-7_]+"
                            + "|[\\p{Nd}](?:_?[\\p{Nd}])*(?:[.,\u00b7][\\p{Nd}]+)?)(?:[eEdD][-+]?[0-9]+)?"
                            + "|[\\p{Nd}]+");

    /** Also a digit of Arabic. */
    private static final String[] PIECES = {
        "0", "1", "7", "9", "x", "b", "o", "e", "E", "d", "f", "_", "-", "+", ".", ",", "/", ":",
        " ", "[", "<", "kg", "\u2212", "\u00b7", "\u0663", "0x", "0b1"
    };

    @ParameterizedTest
    @CsvSource({
        "12:30, #:#",
        "3/4, #/#",
        "1_000, #",
        "0x3e8, #",
        "-5e-3, #",
        "'[1,5]', [#]",
        "4 x 6, # x #",
        "2026-11-30, #-#-#",
        "'1,2,3', '#,#'",
        "0b1018, ##",
        "\ud835\udfd9-7, #-#",
        "-, -",
        "a-b, a-b"
    })
    void numbersAreTakenOut(String field, String frame) {
        assertThat(NumberFrame.of(field)).isEqualTo(frame);
    }

    @Test
    void anyFieldHasTheFrameThatThePatternGives() {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            var field = new StringBuilder();
            for (int pieces = random.nextInt(9); pieces >= 0; pieces--) {
                field.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String text = field.toString();
            assertThat(NumberFrame.of(text)).isEqualTo(NUMBER.matcher(text).replaceAll("#"));
        }
    }
}
