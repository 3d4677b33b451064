package dev.gradus.nn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.text.TextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightAverageTest {
    @ParameterizedTest
    @ValueSource(strings = {"ema(0.999)", "ema(0)", "swa(from=0.75)", "swa(from=0.5, every=469)"})
    void isReadAsItIsWritten(String text) {
        assertThat(WeightAverage.parse(text)).hasToString(text);
    }

    @Test
    void hasTheUsualValuesOfPyTorchAndAQuarter() {
        assertThat(WeightAverage.parse("ema")).isEqualTo(WeightAverage.ema(0.999));
        assertThat(WeightAverage.parse("swa")).isEqualTo(WeightAverage.swa(0.75));
        assertThat(WeightAverage.parse("swa(0.9)")).isEqualTo(WeightAverage.swa(0.9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ema(1)|ema decay",
                "swa(from=75)|swa from",
                "swa(every=0)|swa every takes how many updates lie between weights, at least 1; got 0"
            })
    void refusesWhatIsOutOfRange(String text, String message) {
        assertThatThrownBy(() -> WeightAverage.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void suggestsWhatWasMeant() {
        assertThatThrownBy(() -> WeightAverage.parse("ewa(0.9)"))
                .isInstanceOf(TextException.class)
                .hasMessageContaining("ema");
    }

    /** 0.55 · 100 is 55.00000000000001 in double precision. */
    @Test
    void aShareBeginsAtTheStepThatAPersonWouldCompute() {
        for (int hundredths = 0; hundredths < 100; hundredths++) {
            for (long steps : new long[] {1, 7, 20, 100, 1000, 12_345, 10_000_000}) {
                long exact = Math.ceilDiv(hundredths * steps, 100);
                assertThat(WeightAverage.swa(hundredths / 100.0).first(steps))
                        .as("%s hundredths of %s", hundredths, steps)
                        .isEqualTo(exact);
            }
        }
    }

    @Test
    void knowsWhetherItWillTakeAnythingIn() {
        assertThat(new WeightAverage.Swa(0.75, 5).begins(20)).isTrue();
        assertThat(new WeightAverage.Swa(0.75, 6).begins(20)).isFalse();
        assertThat(WeightAverage.swa(0.99).begins(20)).isFalse();
        assertThat(WeightAverage.ema(0.9).begins(1)).isTrue();
    }
}
