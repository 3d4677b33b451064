package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.file.ConfigurationText;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeNumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999999999999999999999",
                "1e999",
                "[1, 18446744073709551616]",
                "{\"deep\": 18446744073709551616}",
            })
    void numbersThatDoNotFitAreRefusedNotChanged(String value) {
        assertThatThrownBy(() -> ConfigurationText.read("{\"seed\": " + value + "}", "the recipe"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("the recipe has a number that is too large: ");
    }

    @Test
    void theLargestThatFitAreKept() {
        Configuration read =
                ConfigurationText.read(
                        "{\"a\": 9223372036854775807, \"b\": -9223372036854775808, \"c\": 1e308}",
                        "the recipe");

        assertThat(read.values())
                .containsEntry("a", Long.MAX_VALUE)
                .containsEntry("b", Long.MIN_VALUE)
                .containsEntry("c", 1e308);
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThatThrownBy(() -> ConfigurationText.read("{\"a\":".repeat(100_000), "the recipe"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("the recipe is not JSON");
    }
}
