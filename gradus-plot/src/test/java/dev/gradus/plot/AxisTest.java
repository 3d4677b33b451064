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

    @ParameterizedTest
    @CsvSource({"0.5, 0.98", "0.97, 0.9942", "0.1, 1", "1, 1", "0, 0", "0.999, 1", "0.25, 0.25"})
    void anAxisOfSharesShowsNoTickBeyondOneAndHasRoomForADot(double low, double high) {
        Axis axis = Axis.aroundShares("accuracy", low, high);

        double length = axis.highest() - axis.lowest();
        assertThat(axis.highest()).isBetween(high + 0.02 * length, 1 + 0.05 * length);
        assertThat(axis.lowest()).isBetween(0.0, low);
    }

    @Test
    void whatIsNoShareHasAnOrdinaryAxis() {
        assertThat(Axis.aroundShares("r2", -1, 0.9)).isEqualTo(Axis.around("r2", -1, 0.9));
        assertThat(Axis.aroundShares("error", 0.5, 7)).isEqualTo(Axis.around("error", 0.5, 7));
    }

    @Test
    void aShareOfAnAxisAndItsValueBelongTogether() {
        for (Axis axis :
                new Axis[] {
                    new Axis("", Scale.LINEAR, -3, 100), new Axis("", Scale.LOGARITHMIC, 1e-6, 10)
                }) {
            for (double share : new double[] {0, 0.25, 0.5, 1}) {
                assertThat(axis.shareOf(axis.at(share))).isCloseTo(share, within(1e-12));
            }
        }
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
