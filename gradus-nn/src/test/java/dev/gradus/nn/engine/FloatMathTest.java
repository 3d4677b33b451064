package dev.gradus.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FloatMathTest {
    /** Visits about a million floats of every size and sign. */
    private static final int STRIDE = 4099;

    /** One rounding, of a value good to 1e-9. */
    private static final double ROUNDED_ONCE = 0.51;

    private static final double ROUNDED_TWICE = 1.5;

    interface FloatFunction {
        float at(float x);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                row("exp", FloatMath::exp, StrictMath::exp),
                row("expm1", FloatMath::expm1, StrictMath::expm1),
                row("tanh", FloatMath::tanh, StrictMath::tanh),
                row("sigmoid", FloatMath::sigmoid, x -> 1 / (1 + StrictMath.exp(-x))),
                row("softplus", FloatMathTest::softplus, FloatMathTest::exactSoftplus));
    }

    private static float softplus(float x) {
        float[] y = new float[1];
        FloatMath.softplus(new float[] {x}, y, 0, 1);
        return y[0];
    }

    private static double exactSoftplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static float normalDistribution(float x) {
        float[] y = new float[1];
        FloatMath.normalDistribution(new float[] {x}, y, 0, 1);
        return y[0];
    }

    private static Arguments row(String name, FloatFunction ours, DoubleUnaryOperator exact) {
        return Arguments.of(name, ours, exact);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void isTheNearestFloatOrNextToIt(String name, FloatFunction ours, DoubleUnaryOperator exact) {
        double worst = 0;
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STRIDE) {
            float x = Float.intBitsToFloat((int) bits);
            if (Float.isNaN(x)) {
                continue;
            }
            worst = Math.max(worst, errorInUlps(ours.at(x), exact.applyAsDouble(x)));
        }
        assertThat(worst).isLessThan(name.equals("softplus") ? ROUNDED_TWICE : ROUNDED_ONCE);
    }

    @Test
    void reachesTheirEnds() {
        assertThat(FloatMath.exp(Float.POSITIVE_INFINITY)).isInfinite();
        assertThat(FloatMath.exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(FloatMath.expm1(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(FloatMath.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(FloatMath.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(FloatMath.sigmoid(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(FloatMath.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(softplus(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(softplus(Float.POSITIVE_INFINITY)).isInfinite();
    }

    /** The distance in units of the last place of the exact value as a float. */
    private static double errorInUlps(float ours, double exact) {
        float nearest = (float) exact;
        if (Float.isInfinite(nearest)) {
            return ours == nearest ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(ours - exact) / Math.ulp(nearest);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void keepsNotANumber(String name, FloatFunction ours, DoubleUnaryOperator exact) {
        assertThat(ours.at(Float.NaN)).isNaN();
    }

    /** Exact values: mpmath 1.2.1, {@code ncdf(x)} at 30 digits. */
    @ParameterizedTest
    @CsvSource({
        "-14.25, 2.24140623269364e-46",
        "-13.0, 6.1171643995498797e-39",
        "-10.5, 4.3190063178092303e-26",
        "-8.0, 6.2209605742717841e-16",
        "-5.123000144958496, 1.5035605906671311e-7",
        "-3.299999952316284, 0.00048342422452227143",
        "-2.0, 0.022750131948179207",
        "-1.0, 0.15865525393145705",
        "-0.699999988079071, 0.24196365594542999",
        "-0.3100000023841858, 0.37828047727145045",
        "-0.10000000149011612, 0.46017216213146563",
        "-0.0010000000474974513, 0.49960105776714021",
        "0, 0.5",
        "9.999999682655225e-21, 0.5",
        "0.003000000026077032, 0.50119682505636964",
        "0.25, 0.59870632568292372",
        "0.6000000238418579, 0.72574689019462",
        "1.100000023841858, 0.86433394424761791",
        "1.899999976158142, 0.97128343861959523",
        "2.75, 0.99702023676494544",
        "3.9000000953674316, 0.99995190367492766",
        "5.199999809265137, 0.99999990035563458",
        "9.0, 1.0"
    })
    void normalDistributionHoldsInBothTails(float x, double exact) {
        assertThat(errorInUlps(normalDistribution(x), exact)).isLessThan(ROUNDED_TWICE);
    }

    @Test
    void normalDistributionReachesItsEnds() {
        assertThat(normalDistribution(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(normalDistribution(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(normalDistribution(Float.NaN)).isNaN();
    }
}
