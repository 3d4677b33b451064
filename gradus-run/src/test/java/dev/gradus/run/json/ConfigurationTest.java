package dev.gradus.run.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.file.ConfigurationText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    @Test
    void smallerNumbersAreWidenedAndAddedValuesCopied() {
        Configuration configuration = Configuration.EMPTY.with("epochs", 3).with("rate", 0.5);

        assertThat(configuration.values())
                .containsExactly(Map.entry("epochs", 3L), Map.entry("rate", 0.5));
        assertThat(configuration.text("epochs")).contains("3");
        assertThat(configuration.text("steps")).isEmpty();
        assertThat(Configuration.EMPTY.values()).isEmpty();
    }

    @Test
    void aValueThatCannotBeKeptIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Configuration.EMPTY.with("shape", List.of(1, Path.of("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("configuration.shape[1] must be a text, a boolean")
                .hasMessageContaining("got x");
        assertThatThrownBy(() -> Configuration.EMPTY.with("a", Map.of("rate", Double.NaN)))
                .hasMessageStartingWith("configuration.a.rate must be")
                .hasMessageContaining("got NaN");
    }

    @Test
    void whatIsWrittenAsJsonIsReadBack() {
        Configuration configuration =
                Configuration.EMPTY
                        .with("data", "a \"b\"")
                        .with("epochs", 3)
                        .with("rate", 1.0e-300)
                        .with("rules", List.of(Map.of("best", "NaN", "bad", 2)));

        assertThat(ConfigurationText.read(ConfigurationText.write(configuration), "test"))
                .isEqualTo(configuration);
        assertThatThrownBy(() -> ConfigurationText.read("[1]", "the state"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("the state must be a JSON object");
    }
}
