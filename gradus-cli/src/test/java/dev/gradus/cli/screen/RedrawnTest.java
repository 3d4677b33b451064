package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Output.Reader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedrawnTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Output out =
            new Output(new PrintStream(bytes, false, StandardCharsets.UTF_8), Reader.TERMINAL);

    private String printed() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    @Test
    void severalLinesAreErasedFromTheFirst() {
        var redrawn = new Redrawn(out, () -> 80, Redrawn.Narrowing.CUTS);
        redrawn.show(List.of("one", "two", "three"), 80);

        assertThat(printed()).isEqualTo("\r\u001b[Kone\ntwo\nthree");
        redrawn.show("four", 80);
        assertThat(printed()).isEqualTo("\u001b[2A\r\u001b[Jfour");
        redrawn.clear();
        assertThat(printed()).isEqualTo("\r\u001b[K");
        redrawn.clear();
        assertThat(printed()).isEmpty();
    }

    /** 20, 3 and 11 characters take 2, 1 and 2 rows of 10 columns. */
    @ParameterizedTest
    @CsvSource({"BREAKS, 4", "CUTS, 2"})
    void linesOfATerminalThatHasBecomeNarrowerTakeMoreRows(
            Redrawn.Narrowing narrowing, int rowsUp) {
        var redrawn = new Redrawn(out, () -> 10, narrowing);
        redrawn.show(List.of("x".repeat(20), "yes", "z".repeat(11)), 80);
        printed();
        redrawn.clear();

        assertThat(printed()).isEqualTo("\u001b[" + rowsUp + "A\r\u001b[J");
    }
}
