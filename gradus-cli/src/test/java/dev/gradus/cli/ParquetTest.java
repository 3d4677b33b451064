package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that Impala wrote, of apache/parquet-testing, see the module that reads it. */
class ParquetTest {
    @TempDir Path folder;

    @BeforeEach
    void file() throws IOException {
        try (InputStream in = ParquetTest.class.getResourceAsStream("alltypes_plain.parquet")) {
            Files.write(folder.resolve("types.parquet"), in.readAllBytes());
        }
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    @Test
    void trainsPredictsAndMeasures() {
        Session trained =
                run(
                        "train types.parquet --target bool_col --only int_col,float_col --validation-share 0 --steps 100 --lr 0.1 --model linear --backend java --name a");

        assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.DONE);
        assertThat(run("predict a types.parquet").outLines()).hasSize(9);
        assertThat(run("evaluate a types.parquet").out()).contains("8 examples");
        assertThat(run("resume a --steps 120 --extend keep").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        Files.writeString(folder.resolve("x.parquet"), "text");
        Session session = run("train x.parquet --target a");

        assertThat(session.code()).isEqualTo(ExitCode.DATA);
        assertThat(session.err()).contains("x.parquet cannot be read as Parquet").hasLineCount(1);
    }
}
