package dev.gradus.cli;

import static dev.gradus.testing.PageWords.packed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.testing.PageWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradus' side of the pages for people who come from elsewhere is compiled, or a command. */
class WordsOfOthersTest {
    private static final Path DOCS = Path.of("..", "docs");

    @ParameterizedTest
    @ValueSource(
            strings = {"from-pytorch", "from-keras", "from-fastai", "from-dl4j-and-djl", "java"})
    void everyWordOfGradusIsCompiled(String page) throws IOException {
        String compiled = packed(Path.of("src/test/java/dev/gradus/cli/WordsOfOthers.java"));

        List<String> words =
                PageWords.of(DOCS.resolve("guide/" + page + ".md"), -1).stream()
                        .filter(code -> Stream.of("gradus ", "--").noneMatch(code::startsWith))
                        .toList();

        assertThat(words).hasSizeGreaterThanOrEqualTo(20);
        assertThat(words).allSatisfy(word -> assertThat(compiled).contains(packed(word)));
    }
}
