package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What others depend on, as the build's own files say it. */
class PublishedModulesTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theBomNamesEveryModuleThatIsPublishedAndNoOther() throws IOException {
        Set<String> published = new TreeSet<>();
        for (String module : words(TOP.resolve("pom.xml"), "<module>([^<]+)</module>")) {
            String pom = Files.readString(TOP.resolve(module).resolve("pom.xml"));
            boolean isSkipped = pom.contains("<maven.deploy.skip>true</maven.deploy.skip>");
            if (!isSkipped && !module.equals("gradus-bom")) {
                published.add(module);
            }
        }

        assertThat(
                        words(
                                TOP.resolve("gradus-bom/pom.xml"),
                                "<artifactId>(gradus-(?!bom)[^<]+)</artifactId>"))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void theBomHasTheVersionOfTheModulesItNames() throws IOException {
        String version = "<artifactId>gradus(?:-bom)?</artifactId>\\s+<version>([^<]+)</version>";

        assertThat(words(TOP.resolve("gradus-bom/pom.xml"), version))
                .isEqualTo(words(TOP.resolve("gradus-cli/pom.xml"), version));
    }

    @Test
    void theLauncherForWindowsStartsTheSameModulesAsTheOther() throws IOException {
        Path bin = TOP.resolve("gradus-cli/src/main/distribution/bin");
        String pattern =
                "(--enable-native-access=\\S+|-D(?!gradus\\.terminals|gradus\\.launcher)[\\w.]+=[\\w]+"
                        + "|-XX:\\+UseSerialGC|-XX:PretenureSizeThreshold=1m|-m dev\\S+)";
        List<String> shell = words(bin.resolve("gradus"), pattern);

        assertThat(words(bin.resolve("gradus.cmd"), pattern))
                .hasSizeGreaterThan(4)
                .isSubsetOf(shell);
    }

    private static List<String> words(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
