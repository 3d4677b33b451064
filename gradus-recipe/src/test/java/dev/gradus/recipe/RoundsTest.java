package dev.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void argumentsMayBeNamed() {
        assertThat(Rounds.parse("nesterov(updates=20, momentum=0.3, rate=1)").toString())
                .isEqualTo("nesterov(20, 1.0, 0.3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                    | rounds are written average(50)
                    average               | average needs updates=
                    average()             | average needs updates=
                    average(2, 0.7, 0.9)  | average takes updates; this is one too many
                    nesterov(2)           | nesterov needs rate=
                    nesterov(2, 0.7)      | nesterov needs momentum=
                    nesterov(2, 0.7, 1e)  | '1e'
                    average(2.5)          | updates
                    avrage(2)             | did you mean 'average'
                    average(2) rest       | did you mean 'reset'
                    average(2) keep reset | rounds are written average(50)
                    """)
    void whatIsNoRoundsIsRefused(String text, String why) {
        assertThatThrownBy(() -> Rounds.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void numbersOutOfRangeAreNamed() {
        assertThatThrownBy(() -> Rounds.parse("average(0)"))
                .hasMessageStartingWith("a replica must make at least 1 update in a round, got 0");
        assertThatThrownBy(() -> Rounds.parse("nesterov(5, 0, 0.9)"))
                .hasMessageStartingWith("the outer rate must be a finite number above 0, got 0.0");
        assertThatThrownBy(() -> Rounds.parse("nesterov(5, 0.7, 1)"))
                .hasMessageStartingWith(
                        "the outer momentum must be at least 0 and below 1, got 1.0");
    }
}
