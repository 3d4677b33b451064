package dev.gradus.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
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
}
