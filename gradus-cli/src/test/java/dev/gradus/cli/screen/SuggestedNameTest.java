package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestedNameTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
                    runs/calm-heron,       calm-heron
                    runs/my run,           "my run"
                    runs/--version,        runs/--version
                    others/calm-heron,     others/calm-heron
                    my runs/calm-heron,    "my runs/calm-heron"
                    -x/calm-heron,         ./-x/calm-heron
                    /tmp/runs/calm-heron,  /tmp/runs/calm-heron
                    """)
    void isFoundByTheCommandItIsPastedInto(Path folder, String word) {
        assertThat(SuggestedName.of(folder)).isEqualTo(word);
    }
}
