package dev.gradus.train.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
    @ParameterizedTest
    @CsvSource({"1e-7, 10, 100", "1e-5, 1, 2", "1e-8, 1, 301", "0.001, 0.1, 17"})
    void ratiosAreEqualAndBothEndsAreExact(double first, double last, int rungs) {
        Ladder ladder = Ladder.logarithmic(first, last, rungs);
        double ratio = Math.pow(last / first, 1.0 / (rungs - 1));
        assertThat(ladder.rate(0)).isEqualTo(first);
        assertThat(ladder.rate(rungs - 1)).isEqualTo(last);
        for (int i = 1; i < rungs; i++) {
            assertThat(ladder.rate(i) / ladder.rate(i - 1)).isCloseTo(ratio, within(ratio * 1e-13));
        }
    }

    @Test
    void aLinearLadderHasEqualDifferences() {
        Ladder ladder = Ladder.linear(1e-5, 1e-2, 10);
        for (int i = 1; i < 10; i++) {
            assertThat(ladder.rate(i) - ladder.rate(i - 1)).isCloseTo(0.00111, within(1e-12));
        }
    }

    @Test
    void refusesEndsInTheWrongOrderAndASingleRung() {
        assertThatThrownBy(() -> Ladder.logarithmic(1, 0.1, 10))
                .hasMessage("a sweep goes from a rate above 0 up to a larger one, got 1.0 to 0.1");
        assertThatThrownBy(() -> Ladder.linear(0.1, 1, 1))
                .hasMessage("a sweep must try at least 2 rates, got 1");
    }
}
