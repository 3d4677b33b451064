package dev.gradus.train.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {
    @Test
    void theReadmeShowsTheVeryTextThatIsCompiled() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        String source =
                Files.readString(
                        Path.of("src/test/java/dev/gradus/train/examples/ReadmeExample.java"));
        String region =
                source.substring(
                        source.indexOf("region=\"readme\"\n") + 16, source.indexOf("// @end"));

        assertThat(readme).contains("```java\n" + region.stripIndent().strip() + "\n```");
    }

    @Test
    void readsMostDigitsAfterATenthOfAnEpoch() {
        var result = ReadmeExample.train(0.1);

        assertThat(result.steps()).isEqualTo(47);
        assertThat(result.test().get("accuracy")).isGreaterThan(0.8);
    }
}
