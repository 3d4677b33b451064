package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documentation of all published modules, complete and without a warning; tools/site/build puts
 * it into the site.
 */
class JavadocTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void allModulesAreDocumentedWithoutAWarning() throws IOException {
        Path folder = Path.of("target", "api");
        List<String> modules = modules();
        assertThat(modules).hasSizeGreaterThan(10);
        var arguments =
                new ArrayList<String>(
                        List.of(
                                "-quiet",
                                "-Xdoclint:all",
                                "-Werror",
                                "-d",
                                folder.toString(),
                                "--module-path",
                                libraries(),
                                "--module",
                                modules.stream()
                                        .map(JavadocTest::named)
                                        .collect(Collectors.joining(","))));
        for (String module : modules) {
            arguments.add("--module-source-path");
            arguments.add(named(module) + "=" + sources(module));
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

    /** Returns the folder of every module of this build. */
    private static List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(folder -> Files.exists(sources(folder).resolve("module-info.java")))
                    .sorted()
                    .toList();
        }
    }

    private static String named(String folder) {
        return "dev." + folder.replace('-', '.');
    }

    private static Path sources(String folder) {
        return ROOT.resolve(folder).resolve(Path.of("src", "main", "java"));
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
