package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.testing.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @TempDir private Path folder;

    /** A driver of a database, for example, may leave a thread behind. */
    @ParameterizedTest
    @CsvSource({
        "--version, false, 0",
        "--version, true, 0",
        "--versio, false, 2",
        "--versio, true, 2"
    })
    void theProcessEndsWithTheCommandWhoeverLeavesAThreadBehind(
            String argument, boolean leavesThread, int code) throws Exception {
        Path program =
                Files.writeString(
                        folder.resolve("Program.java"),
                        """
                        void main(String[] arguments) {
                            Thread.ofPlatform().daemon(%s).start(() -> {
                                try {
                                    Thread.sleep(java.time.Duration.ofHours(1));
                                } catch (InterruptedException ended) {
                                }
                            });
                            dev.gradus.cli.Main.main(arguments);
                        }
                        """
                                .formatted(!leavesThread));
        Process process =
                JavaProcess.of(
                                "--module-path",
                                System.getProperty("jdk.module.path"),
                                "--add-modules",
                                "dev.gradus.cli",
                                "--add-exports",
                                "dev.gradus.cli/dev.gradus.cli=ALL-UNNAMED",
                                program.toString(),
                                argument)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .describedAs(Files.readString(folder.resolve("output")))
                    .isEqualTo(code);
        } finally {
            process.destroyForcibly();
        }
    }
}
