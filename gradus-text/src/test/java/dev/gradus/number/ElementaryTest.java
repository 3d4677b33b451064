package dev.gradus.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElementaryTest {
    static DoubleStream angles() {
        return DoubleStream.concat(
                DoubleStream.iterate(-20, angle -> angle + 0.137).limit(300),
                DoubleStream.of(
                        0,
                        -0.0,
                        1e-300,
                        Math.PI / 4,
                        Math.PI / 2,
                        Math.PI,
                        3 * Math.PI,
                        1e5,
                        -123456.789,
                        1e15));
    }

    @ParameterizedTest
    @MethodSource("angles")
    void sineAndCosineAreThoseOfStrictMath(double angle) {
        assertThat(Elementary.sin(angle)).isCloseTo(StrictMath.sin(angle), within(3e-16));
        assertThat(Elementary.cos(angle)).isCloseTo(StrictMath.cos(angle), within(3e-16));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 3, 0.125",
        "0.1, 0, 1",
        "2, -2, 0.25",
        "0, 0.5, 0",
        "0, 0, 1",
        "1, 1e9, 1",
        "-2, 3, -8",
        "0.5, 64, 0x1p-64"
    })
    void powersThatAreExactComeOutExact(double base, double exponent, double expected) {
        assertThat(Elementary.power(base, exponent)).isEqualTo(expected);
    }

    @Test
    void otherPowersAreThoseOfStrictMath() {
        for (double base : new double[] {1e-3, 0.1, 0.9, 0.999, 1.1, 50}) {
            for (double exponent : new double[] {-3.5, 0.5, 7, 63, 64, 65, 100.25, 150}) {
                double expected = StrictMath.pow(base, exponent);
                assertThat(Elementary.power(base, exponent))
                        .isCloseTo(expected, within(3e-13 * expected));
            }
        }
    }
}
