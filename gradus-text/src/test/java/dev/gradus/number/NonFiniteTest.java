package dev.gradus.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonFiniteTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void isKeptByItsName(double value) {
        assertThat(NonFinite.orName(value)).isEqualTo(Double.toString(value));
        assertThat(NonFinite.read(Double.toString(value)).stream().boxed()).containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1.5, Double.MAX_VALUE})
    void finiteNumbersStayNumbers(double value) {
        assertThat(NonFinite.orName(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "Inf", "+Infinity", "1", ""})
    void otherWordsNameNoNumber(String text) {
        assertThat(NonFinite.read(text)).isEmpty();
    }
}
