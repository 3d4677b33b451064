package dev.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    private static final int WIDEST = 100;

    /** Returns a line without two equal characters. */
    private static String line(int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> Character.toString('Ā' + i))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 51, 99, 100, 101, 102, 151, 300})
    void isMarkedInItsOwnLineWhichIsCutOnlyIfItIsLong(int length) {
        String line = line(length);
        String source = "FIRST\n" + line + "\nLAST";
        for (int at = 0; at < length; at++) {
            int from = 6 + at;
            List<String> marked = new Place(source, from, from + 1).marked().lines().toList();

            assertThat(marked).hasSize(2);
            String shown = marked.getFirst().substring(2).replace("…", "");
            assertThat(line).contains(shown);
            assertThat(shown).hasSizeBetween(Math.min(length, WIDEST / 2), WIDEST);
            assertThat(shown.equals(line)).isEqualTo(length <= WIDEST);
            assertThat(marked.getFirst().charAt(marked.getLast().indexOf('^')))
                    .isEqualTo(line.charAt(at));
            assertThat(marked.getFirst().startsWith("  …")).isEqualTo(!line.startsWith(shown));
            assertThat(marked.getFirst().endsWith("…")).isEqualTo(!line.endsWith(shown));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4})
    void theEndOfALineIsMarkedInIt(int at) {
        String shown = new Place("abc\n\nd", at, at).marked().lines().toList().getFirst();

        assertThat(shown).isEqualTo(at == 4 ? "  " : "  abc");
    }
}
