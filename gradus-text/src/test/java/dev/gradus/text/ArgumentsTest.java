package dev.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments read(String text, String... parameters) {
        return Arguments.of((Expression.Call) Expression.parse(text), parameters);
    }

    @Test
    void positionsAndNamesMeetAndNoneIsAbsent() {
        Arguments arguments = read("f(0.1, b=10.0, c=None)", "a", "b", "c");
        assertThat(arguments.number("a")).isEqualTo(0.1);
        assertThat(arguments.whole("b")).isEqualTo(10);
        assertThat(arguments.has("c")).isFalse();
        assertThat(arguments.number("c", 7)).isEqualTo(7);
    }

    @Test
    void wordsAreQuotedOrConstants() {
        assertThat(read("f('cos')", "s").word("s", "linear", "cos")).isEqualTo("cos");
        assertThat(read("f(Mode.COS)", "s").word("s", "linear", "cos")).isEqualTo("cos");
        assertThat(read("f()", "s").word("s", "linear", "cos")).isEqualTo("linear");
        assertThatThrownBy(() -> read("f('coss')", "s").word("s", "linear", "cos"))
                .hasMessageContaining("did you mean 'cos'?");
    }

    @Test
    void tablesTakeQuotedKeys() {
        assertThat(read("f({'0': 0.1, 3: 0.05})", "v").table("v"))
                .containsExactly(entry(0L, 0.1), entry(3L, 0.05));
    }

    @Test
    void faultsNameTheArgument() {
        assertThatThrownBy(() -> read("f(1, 2)", "a"))
                .hasMessageContaining("f takes a; this is one too many");
        assertThatThrownBy(() -> read("f(1, a=2)", "a")).hasMessageContaining("'a' is given twice");
        assertThatThrownBy(() -> read("f(1.5)", "a").whole("a"))
                .hasMessageContaining("a must be a whole number, got the number 1.5");
        assertThatThrownBy(() -> read("f('x')", "a").number("a"))
                .hasMessageContaining("a must be a number, got the text 'x'");
        assertThatThrownBy(() -> read("f()", "a").number("a")).hasMessageContaining("f needs a=…");
        assertThatThrownBy(() -> read("f(1)", "a").flag("a", true))
                .hasMessageContaining("a must be True or False");
    }
}
