package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation of all published modules, built as a user of the sources would. */
class JavadocTest {
    private static final List<String> MODULES =
            List.of("text", "schedule", "run", "plot", "nn", "onednn", "train", "cli");

    @Test
    void allModulesAreDocumentedWithoutAWarning(@TempDir Path folder) {
        var arguments =
                new ArrayList<String>(
                        List.of(
                                "-quiet",
                                "-Xdoclint:all,-missing",
                                "-Werror",
                                "-d",
                                folder.toString(),
                                "--module-path",
                                libraries(),
                                "--module",
                                MODULES.stream()
                                        .map(module -> "dev.gradus." + module)
                                        .collect(Collectors.joining(","))));
        for (String module : MODULES) {
            arguments.add("--module-source-path");
            arguments.add(
                    "dev.gradus.%s=%s"
                            .formatted(
                                    module,
                                    Path.of("..", "gradus-" + module, "src", "main", "java")));
        }
        var said = new StringWriter();
        var writer = new PrintWriter(said);

        int code =
                ToolProvider.findFirst("javadoc")
                        .orElseThrow()
                        .run(writer, writer, arguments.toArray(String[]::new));

        assertThat(said.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(folder.resolve("index.html")).exists();
    }

    /** Returns the jars of others; our own modules are there as sources. */
    private static String libraries() {
        return Stream.of("jdk.module.path", "java.class.path")
                .flatMap(name ->
                        Stream.of(System.getProperty(name, "").split(File.pathSeparator, -1)))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("gradus-"))
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
