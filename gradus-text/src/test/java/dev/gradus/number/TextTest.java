package dev.gradus.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @Test
    void aLongListHasTheFirstWordsAndTheNumberOfTheOthers() {
        assertThat(Text.listed(List.of(), 2)).isEmpty();
        assertThat(Text.listed(List.of("a", "b"), 2)).isEqualTo("a, b");
        assertThat(Text.listed(List.of("a", "b", "c"), 2)).isEqualTo("a, b and 1 more");
        assertThat(Text.listed(Collections.nCopies(1_500, "a"), 1)).isEqualTo("a and 1,499 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "de-DE", "fr-FR", "my-MM-u-nu-mymr"})
    void textIsTheSameWhateverTheLocaleOfTheMachine(String machine) {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(machine));
            assertThat(Text.of("step-%09d, %,d, %.2f, %.1e, %X", 1234, 5678, 0.5, 12e9, 0x1f))
                    .isEqualTo("step-000001234, 5,678, 0.50, 1.2e+10, 1F");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void shortensATextThatIsTooLong() {
        assertThat(Text.shortened("abcde", 5)).isEqualTo("abcde");
        assertThat(Text.shortened("abcdef", 5)).isEqualTo("abcd…");
        assertThat(Text.shortened("x".repeat(61))).isEqualTo("x".repeat(59) + "…");
    }

    @Test
    void cutsNoSignInTwo() {
        assertThat(Text.shortened("abc😀ef", 5)).isEqualTo("abc…");
    }
}
