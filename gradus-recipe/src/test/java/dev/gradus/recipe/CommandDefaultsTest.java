package dev.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandDefaultsTest {
    private static Optional<String> said(Map<String, Object> written, int examples) {
        Draft whole = CommandDefaults.beneath(Draft.of(written, "test"));
        return CommandDefaults.fewUpdates(whole, whole.recipe(), examples);
    }

    @Test
    void theDefaultLengthIsDoubtedWhereItComesToFewUpdates() {
        assertThat(said(Map.of(), 239))
                .contains(
                        "the default of 3 epochs in batches of 128 comes to about 6 updates with 239 examples, which teach a network little; --batch-size 16 --epochs 20 makes about 300");
        assertThat(said(Map.of("epochs", "3"), 239)).isEmpty();
        assertThat(said(Map.of("batchSize", "128"), 239)).isEmpty();
        assertThat(said(Map.of("steps", "3"), 239)).isEmpty();
        assertThat(said(Map.of("target", "price"), 239)).isEmpty();
    }

    /** 3 epochs of 33 batches are 99 updates, of 34 are 102. */
    @ParameterizedTest
    @CsvSource({"1, true", "4224, true", "4225, false", "60000, false"})
    void nothingIsSaidOfAHundredUpdatesOrMore(int examples, boolean isSaid) {
        assertThat(said(Map.of(), examples).isPresent()).isEqualTo(isSaid);
    }
}
