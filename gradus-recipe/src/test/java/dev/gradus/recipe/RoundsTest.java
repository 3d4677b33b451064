package dev.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundsTest {
    @Test
    void roundsAreReadAsTheyAreWritten() {
        assertThat(Rounds.parse("average(50)"))
                .isEqualTo(new Rounds(50, new Rounds.Outer.Average(), Rounds.Inner.KEEP));
        assertThat(Rounds.parse(" nesterov( 100,0.7 , 0.9)  reset "))
                .isEqualTo(
                        new Rounds(100, new Rounds.Outer.Nesterov(0.7, 0.9), Rounds.Inner.RESET));
        assertThat(Rounds.parse("average(3) keep").toString()).isEqualTo("average(3)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "average",
                "average()",
                "average(2, 0.7, 0.9)",
                "nesterov(2)",
                "nesterov(2, 0.7)",
                "median(2)",
                "average(2) rest"
            })
    void whatIsNoRoundsIsRefused(String text) {
        assertThatThrownBy(() -> Rounds.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("average(50), nesterov(100, 0.7, 0.9)")
                .hasMessageEndingWith("got '" + text + "'");
    }

    @Test
    void numbersOutOfRangeAreNamed() {
        assertThatThrownBy(() -> Rounds.parse("average(0)"))
                .hasMessage("a replica makes at least 1 update in a round, got 0");
        assertThatThrownBy(() -> Rounds.parse("nesterov(5, 0, 0.9)"))
                .hasMessage("the outer rate must be a finite number above 0, got 0.0");
        assertThatThrownBy(() -> Rounds.parse("nesterov(5, 0.7, 1)"))
                .hasMessage("the outer momentum must be at least 0 and below 1, got 1.0");
        assertThatThrownBy(() -> Rounds.parse("nesterov(5, 0.7, 1e)"))
                .hasMessage("'1e' is not a number");
    }
}
