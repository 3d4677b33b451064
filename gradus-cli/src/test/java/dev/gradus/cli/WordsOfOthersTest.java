package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradus' side of the pages for people who come from elsewhere is compiled, or a command. */
class WordsOfOthersTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @ValueSource(strings = {"pytorch", "keras", "fastai", "dl4j-and-djl"})
    void everyWordOfGradusIsCompiled(String where) throws IOException {
        String compiled =
                packed(
                        Files.readString(
                                Path.of("src/test/java/dev/gradus/cli/WordsOfOthers.java")));

        List<String> words = words(DOCS.resolve("guide/from-" + where + ".md"));

        assertThat(words).hasSizeGreaterThanOrEqualTo(20);
        assertThat(words).allSatisfy(word -> assertThat(compiled).contains(packed(word)));
    }

    /** Returns the code in the last column of the page's tables, without what is a command. */
    private static List<String> words(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| task"))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> cells[cells.length - 1])
                .flatMap(cell -> CODE.matcher(cell).results().map(code -> code.group(1)))
                .filter(code -> Stream.of("gradus ", "--").noneMatch(code::startsWith))
                .toList();
    }

    private static String packed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
