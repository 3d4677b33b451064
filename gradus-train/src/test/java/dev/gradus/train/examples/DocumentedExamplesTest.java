package dev.gradus.train.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java in these pages is that of the examples, which are compiled and tested. */
class DocumentedExamplesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern REGION =
            Pattern.compile("// @start region=\"\\w+\"\n(.*?)\n *// @end", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "own-parts.md",
                "hand-written-loop.md",
                "models.md",
                "guide/java.md",
                "guide/callbacks.md",
                "guide/resume.md",
                "guide/service.md"
            })
    void everySnippetIsARegionOfAnExample(String page) throws IOException {
        List<String> regions = regions();
        List<String> blocks = blocks(Files.readString(ROOT.resolve("docs").resolve(page)));

        assertThat(blocks).isNotEmpty();
        assertThat(regions).containsAll(blocks);
    }

    @Test
    void thePagesAreLinked() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("docs/own-parts.md", "docs/hand-written-loop.md", "docs/models.md");
    }

    private static List<String> blocks(String page) {
        var blocks = new ArrayList<String>();
        Matcher matcher = BLOCK.matcher(page);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private static List<String> regions() throws IOException {
        var regions = new ArrayList<String>();
        for (String folder :
                List.of(
                        "gradus-nn/src/test/java/dev/gradus/nn/examples",
                        "gradus-model/src/test/java/dev/gradus/model/examples",
                        "gradus-train/src/test/java/dev/gradus/train/examples",
                        "examples")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    Matcher matcher = REGION.matcher(Files.readString(file));
                    while (matcher.find()) {
                        regions.add(matcher.group(1).stripIndent().strip());
                    }
                }
            }
        }
        return regions;
    }
}
