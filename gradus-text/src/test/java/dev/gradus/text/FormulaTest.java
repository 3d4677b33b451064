package dev.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    /** Expected values were printed by CPython 3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    0.95**t | 3 | 0.8573749999999999
                    0.5 if t%2 else 1 | 3 | 0.5
                    0.5 if t%2 else 1 | 4 | 1
                    t % 2 == 1 ? 0.5 : 1 | 3 | 0.5
                    (1+cos(pi t/6))/2 | 2 | 0.75
                    (1 + math.cos(math.pi * t / 6)) / 2 | 2 | 0.75
                    lambda epoch: 1/(1+epoch) | 3 | 0.25
                    t -> Math.max(0.1, 1 - t/10) | 20 | 0.1
                    -t**2 | 3 | -9
                    -t % 3 | 4 | 2
                    -t // 3 | 4 | -2
                    2t + 3 t t | 2 | 16
                    1 if 2 <= t < 4 else 0 | 4 | 0
                    1 if 2 <= t < 4 else 0 | 3 | 1
                    not t or t > 5 | 0 | 1
                    t and 7 | 0 | 0
                    min(t, 3, 5) + max(t, 3) | 4 | 7
                    clip(t/10, 0, 1) | 20 | 1
                    sqrt(t) + exp(0) + log(1) + abs(-t) + floor(t/3) | 4 | 8
                    int(-t/2) | 5 | -2
                    pow(t, 0.5) | 9 | 3
                    1.0 if epoch < 10 else 0.1 if epoch < 20 else 0.01 | 15 | 0.1
                    """)
    void meansWhatPythonMeans(String text, double t, double value) {
        assertThat(Formula.of(text).at(t)).isEqualTo(value, Offset.offset(1e-15));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    cso(t) | unknown function 'cso'; did you mean 'cos'?
                    0.95**epohc | unknown variable 'epohc'; did you mean 'epoch'?
                    lambda x: t | unknown variable 't'; did you mean
                    lambda a, b: a | a formula is a function of one variable, got 2
                    [t] | a formula such as 0.95**t cannot hold a list
                    cos(t, 1) | cos takes one argument, got 2
                    min(t) | min takes two arguments, got 1
                    """)
    void faultsSayWhatIsMeant(String text, String reason) {
        assertThatThrownBy(() -> Formula.of(text))
                .isInstanceOf(TextException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1 + t) * 2",
                "2 / (1 + t)",
                "-(t + 1)",
                "(1 + t) ** (t)",
                "(t) if (t < 2) else (t + 1)",
                "(t) < (2 + t) < (3)",
                "(t) ? (1) : (t)",
                "not (t or (t))",
                "(t + 1) and (t)",
                "((t + 1) // 2 + 1) * (t)"
            })
    void aFormulaThatWasReadAsAnArgumentKeepsItsParentheses(String text) {
        Formula read = Formula.of(Expression.parse(text));
        assertThat(read).hasToString(text).isEqualTo(Formula.of(text));
    }

    @Test
    void equalTextsAreEqualFormulas() {
        assertThat(Formula.of("0.9**t"))
                .isEqualTo(Formula.of("0.9**t "))
                .hasSameHashCodeAs(Formula.of("0.9**t"));
        assertThat(Formula.of("0.9**t")).isNotEqualTo(Formula.of("0.8**t")).hasToString("0.9**t");
    }

    @Test
    void anUnquotedLambdaIsTheSameFunction() {
        Expression.Call call = (Expression.Call) Expression.parse("f(lambda t: 2*t)");
        assertThat(Formula.of(call.positional().getFirst()).at(21)).isEqualTo(42);
    }

    @Test
    void aProductRunsFromOneToT() {
        Formula product = Formula.of("product(0.5 if t%2 else 3)");
        assertThat(product.at(0)).isEqualTo(1);
        assertThat(product.at(5)).isEqualTo(0.5 * 3 * 0.5 * 3 * 0.5);
        assertThat(product.at(2)).isEqualTo(1.5);
        assertThat(Formula.of("product(lambda epoch: 1 - 1/(epoch+1)**2)").at(5_000_000))
                .isCloseTo(0.5, Offset.offset(1e-6));
    }

    @Test
    void aProductOfTooManyFactorsIsRefused() {
        Formula product = Formula.of("product(0.95)");
        assertThatThrownBy(() -> product.at(1e9))
                .hasMessageContaining("ends at t = 16,777,216, and 1,000,000,000 was asked for");
    }

    /** One function within the other would exhaust the stack. */
    @Test
    void thousandsOfArgumentsAreFolded() {
        String numbers =
                IntStream.rangeClosed(1, 20_000)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(", "));
        assertThat(Formula.of("max(t, " + numbers + ")").at(3)).isEqualTo(20_000);
        assertThat(Formula.of("min(t, " + numbers + ")").at(0.5)).isEqualTo(0.5);
    }
}
