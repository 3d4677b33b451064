package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/architecture.md names is there, and it names every package. */
class ArchitecturePageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TYPE = Pattern.compile("`(?:[a-z]+\\.)*([A-Z][A-Za-z0-9]+)`");

    private static final Pattern NAME = Pattern.compile("`(?:[a-z]+[.])*([a-z]+)`");

    /** The example of a layer that somebody may add. */
    private static final Set<String> INVENTED = Set.of("YourLayer");

    /** Modules that are not published, of whose packages the page says nothing. */
    private static final Set<String> INTERNAL = Set.of("bench", "testing");

    @Test
    void everyTypeOfThePageExists() {
        Set<String> sources =
                sources()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .collect(Collectors.toSet());

        Set<String> named =
                TYPE.matcher(page())
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !INVENTED.contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(100);
        assertThat(sources).containsAll(named);
    }

    @Test
    void eachPackageIsInTheRowOfItsModule() {
        Map<String, Set<String>> packages = packages();

        assertThat(packages).hasSizeGreaterThan(10);
        packages.forEach((module, names) -> {
            if (names.size() > 1 && !INTERNAL.contains(module)) {
                assertThat(rows(module)).as(module).containsAll(names);
            }
        });
    }

    /** Returns the last part of the name of each package that has sources, by module. */
    private static Map<String, Set<String>> packages() {
        var packages = new TreeMap<String, Set<String>>();
        sources()
                .filter(file -> file.toString().contains("/src/main/java/dev/"))
                .forEach(file ->
                        packages.computeIfAbsent(
                                        ROOT.relativize(file).getName(0).toString().substring(7),
                                        _ -> new TreeSet<>())
                                .add(file.getParent().getFileName().toString()));
        return packages;
    }

    /** Returns the names in the rows of a module. */
    private static Set<String> rows(String module) {
        return page().lines()
                .filter(line -> line.startsWith("| `" + module + "` |"))
                .flatMap(line -> NAME.matcher(line).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> sources() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules
                    .map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(ArchitecturePageTest::javaFiles)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page() {
        try {
            return Files.readString(ROOT.resolve("docs/architecture.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
