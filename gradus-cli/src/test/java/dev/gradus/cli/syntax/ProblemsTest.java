package dev.gradus.cli.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void aNameThatTheLocaleHasNoCharactersForSaysWhichLocaleHas() {
        var problem =
                new InvalidPathException(
                        "m??bel.csv", "Malformed input or input contains unmappable characters");

        assertThat(Problems.nameless(problem, "ANSI_X3.4-1968"))
                .isEqualTo(
                        "'m??bel.csv' cannot name a file: Java reads names in the characters of the locale, here ANSI_X3.4-1968; set one that has all, as by LANG=C.UTF-8");
    }

    @Test
    void anotherReasonIsGivenAsItIs() {
        var problem = new InvalidPathException("a\0b", "Nul character not allowed");

        assertThat(Problems.nameless(problem, "UTF-8"))
                .isEqualTo("'a\0b' cannot name a file: nul character not allowed");
    }
}
