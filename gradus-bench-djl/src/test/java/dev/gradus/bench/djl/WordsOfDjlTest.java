package dev.gradus.bench.djl;

import static dev.gradus.testing.PageWords.packed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.testing.PageWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DJL's side of the page for people who come from there is compiled. */
class WordsOfDjlTest {
    private static final Path PAGE = Path.of("..", "docs", "guide", "from-dl4j-and-djl.md");
    private static final int COLUMN = 2;

    @Test
    void everyWordIsCompiled() throws IOException {
        String compiled =
                packed(
                        Files.readString(
                                Path.of("src/test/java/dev/gradus/bench/djl/WordsOfDjl.java")));

        List<String> words =
                PageWords.of(PAGE, COLUMN).stream()
                        .filter(code -> !code.matches("[\\w.]+=\\d+")) // a setting of the process
                        .map(code -> packed(code).replaceFirst("…$", ""))
                        .toList();

        assertThat(words).hasSizeGreaterThan(20);
        assertThat(words).allSatisfy(word -> assertThat(compiled).contains(word));
    }
}
