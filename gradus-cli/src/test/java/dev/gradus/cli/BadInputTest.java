package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values among the data that a layer cannot take: the data are wrong, not the command line. */
class BadInputTest {
    @TempDir Path folder;

    @Test
    void aNumberThatAnEmbeddingDoesNotKnowIsAFaultOfTheData() throws IOException {
        Files.write(
                folder.resolve("words.csv"),
                List.of("first,second,class", "0,1,yes", "2,9,no", "1,1,yes", "3,0,no"));

        Session trained =
                Session.run(
                        folder,
                        "train",
                        "words.csv",
                        "--label",
                        "class",
                        "--model",
                        "embedding(4, 2) flatten dense(2)",
                        "--backend",
                        "java",
                        "--validation-share",
                        "0",
                        "--steps",
                        "4");

        assertThat(trained.err()).contains("takes whole numbers from 0 to 3, got ");
        assertThat(trained.code()).isEqualTo(ExitCode.DATA);
    }
}
