package dev.gradus.bench.djl;

import static dev.gradus.testing.PageWords.packed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.testing.PageWords;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** DJL's side of the page for people who come from there is compiled. */
class WordsOfDjlTest {
    @Test
    void everyWordIsCompiled() throws IOException {
        String compiled = packed(Path.of("src/test/java/dev/gradus/bench/djl/WordsOfDjl.java"));

        assertThat(PageWords.ofPeer(2))
                .hasSizeGreaterThan(20)
                .allSatisfy(word -> assertThat(compiled).contains(word));
    }
}
