package dev.gradus.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.plot.Axis.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1400, 1400",
        "1000000, 1000000",
        "25000000, 2.5e7",
        "0.30000000000000004, 0.3",
        "0.0001, 0.0001",
        "0.00001, 1e-5",
        "-0.002, -0.002"
    })
    void ticksReadAsPeopleWriteNumbers(double value, String text) {
        assertThat(Axis.tick(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 50, LINEAR",
        "0.01, 2, LOGARITHMIC",
        "0, 1000, LINEAR",
        "-1, 1000, LINEAR",
        "3, 3, LINEAR"
    })
    void aLossAxisIsLogarithmicOnlyWhereALinearOneWouldHideTheSmall(
            double low, double high, Scale scale) {
        Axis axis = Axis.fitting("loss", low, high);

        assertThat(axis.scale()).isEqualTo(scale);
        assertThat(axis.lowest()).isLessThanOrEqualTo(low);
        assertThat(axis.highest()).isGreaterThan(high);
    }

    @Test
    void sharesOfAnAxisFollowItsScale() {
        assertThat(new Axis("", Scale.LINEAR, 1, 100).at(0.5)).isCloseTo(50.5, within(1e-12));
        assertThat(new Axis("", Scale.LOGARITHMIC, 1, 100).at(0.5)).isCloseTo(10, within(1e-12));
    }

    @Test
    void anAxisOverNothingOrOneValueHasALength() {
        for (Axis axis :
                new Axis[] {
                    Axis.over("x"),
                    Axis.over("x", 7),
                    Axis.around("x", 0),
                    Axis.fromZero("x", 0),
                    Axis.logarithmic("x", 3)
                }) {
            assertThat(axis.highest()).isGreaterThan(axis.lowest());
        }
    }
}
