package dev.gradus.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonFiniteTextTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void isKeptByItsName(double value) {
        assertThat(NonFiniteText.orName(value)).isEqualTo(Double.toString(value));
        assertThat(NonFiniteText.read(Double.toString(value)).stream().boxed())
                .containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1.5, Double.MAX_VALUE})
    void finiteNumbersStayNumbers(double value) {
        assertThat(NonFiniteText.orName(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "Inf", "+Infinity", "1", ""})
    void otherWordsNameNoNumber(String text) {
        assertThat(NonFiniteText.read(text)).isEmpty();
    }
}
