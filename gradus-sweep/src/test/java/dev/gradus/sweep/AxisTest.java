package dev.gradus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {
    @Test
    void aLogRangeLiesAtEqualRatios() {
        assertThat(Axis.parse("lr=log(1e-4, 1, 9)").values().listed())
                .containsExactly(
                        "0.0001",
                        "0.000316",
                        "0.001",
                        "0.00316",
                        "0.01",
                        "0.0316",
                        "0.1",
                        "0.316",
                        "1");
    }

    @Test
    void aLinearRangeLiesAtEqualDistances() {
        assertThat(Axis.parse("momentum=linear(0, 0.9, 4)").values().listed())
                .containsExactly("0", "0.3", "0.6", "0.9");
    }

    @Test
    void aWholeNumberIsRounded() {
        assertThat(Axis.parse("batch-size=log(8, 64, 4)").values().listed())
                .containsExactly("8", "16", "32", "64");
    }

    @Test
    void valuesThatRoundingMakesTheSameAreRefused() {
        assertThatThrownBy(() -> Axis.parse("steps=linear(1, 3, 5)").values().listed())
                .hasMessageContaining("of the 5 values of linear(1, 3, 5) only 3 differ as whole");
        assertThatThrownBy(() -> Axis.parse("momentum=linear(0.9, 0.901, 11)").values().listed())
                .hasMessageContaining("differ as numbers of three digits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lr=0.1, 0.2, 0.1 | learningRate: the value 0.1 is given twice; leave one out",
                "lr=0.1, 1e-1 | learningRate: 0.1 and 1e-1 are the same value; leave one out",
                "epochs=1, 1.0 | 1 and 1.0 are the same value",
                "optimizer=adam, sgd, adam(0.9, 0.999) | adam and adam(0.9, 0.999) are the same value",
                "momentum=0.9, 0.90 | 0.9 and 0.90 are the same value"
            })
    void aValueThatIsGivenTwiceIsRefused(String text, String message) {
        assertThatThrownBy(() -> Axis.parse(text)).hasMessageContaining(message);
    }

    @Test
    void aShareIsNoWholeNumberAndNoValueLeavesItsRange() {
        assertThat(Axis.parse("validation-share=linear(0.1, 0.3, 3)").values().listed())
                .containsExactly("0.1", "0.2", "0.3");
        assertThat(Axis.parse("momentum=linear(0.9, 0.9999, 2)").values().listed())
                .containsExactly("0.9", "0.9999");
    }

    @Test
    void commasWithinBracketsDoNotDivide() {
        assertThat(
                        Axis.parse("model=conv2d(8, 3) relu flatten dense(10), mlp, dense(10)")
                                .values()
                                .listed())
                .containsExactly("conv2d(8, 3) relu flatten dense(10)", "mlp", "dense(10)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "learningRate=log(0.0001, 1, 9)",
                "learningRate=log(0.0001, 1)",
                "optimizer=adam, nesterov(0.9)",
                "batchSize=16, 32",
                "weightDecay=linear(0, 0.1, 3)",
                "momentum=linear(0.1, 0.1004, 2)"
            })
    void anAxisReadsBackAsItself(String text) {
        assertThat(Axis.parse(text)).hasToString(text);
        assertThat(Axis.parse(Axis.parse(text).toString())).isEqualTo(Axis.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lr | an axis is written as lr=0.01, 0.1",
                "lrr=1 | unknown setting 'lrr'",
                "optimiser=adam | did you mean 'optimizer'?",
                "seed=1, 2 | --seeds 3",
                "data=mnist, other | sweep each by itself",
                "label=a, b | sweep each by itself",
                "threads=1, 2 | does not change what is learned",
                "lr=log(0, 1, 3) | must begin above 0",
                "lr=log(1, 0.1, 3) | to a larger one",
                "lr=log(1, 10, 1) | from 2 to 100,000 values, got 1",
                "lr=log(1, 10, 100001) | from 2 to 100,000 values",
                "lr=log(1, 10, 2.7) | a whole number from 2 to 100,000, got 2.7",
                "lr=log(1, 10, 1e99) | a whole number from 2 to 100,000, got 1e99",
                "judge-by=loss, accuracy | judges all points by one metric",
                "metrics=accuracy | does not change what is learned",
                "lr=log(1) | log(LOW, HIGH)",
                "lr=log(a, b) | takes numbers, got 'a'",
                "optimizer=adam,, sgd | an empty value",
                "optimizer=adm | did you mean 'adam'?",
            })
    void whatIsNoAxisIsRefusedWithWhatToWrite(String text, String message) {
        assertThatThrownBy(() -> Axis.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
