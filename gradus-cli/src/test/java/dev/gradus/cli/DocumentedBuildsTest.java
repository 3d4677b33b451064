package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Maven commands in the documentation name modules and profiles of the build as it is. */
class DocumentedBuildsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BUILD = Pattern.compile("\\./mvnw [^`#\n]+");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern PLUGIN =
            Pattern.compile(
                    "<artifactId>[a-z-]+-plugin</artifactId>\\s*<version>[0-9.]+</version>");
    private static final Pattern PROFILE =
            Pattern.compile(
                    "<profile>(?:(?!</profile>).)*?<id>([^<]+)</id>.*?</profile>", Pattern.DOTALL);

    static Stream<String> builds() throws IOException {
        List<Path> pages = List.of(ROOT.resolve("examples/README.md"));
        return Stream.concat(pages.stream(), DocumentedCommandsTest.pages().stream())
                .map(DocumentedCommandsTest::text)
                .flatMap(page -> BUILD.matcher(page).results().map(MatchResult::group))
                .distinct();
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(builds()).anyMatch(build -> !values(build, "-pl").isEmpty());
        assertThat(builds()).anyMatch(build -> !values(build, "-P").isEmpty());
        assertThat(builds()).anyMatch(build -> !values(build, "-f").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("builds")
    void aBuildHasTheModulesThatItNames(String build) throws IOException {
        String[] parts = Files.readString(ROOT.resolve("pom.xml")).split("<profiles>", 2);
        List<String> chosen = values(build, "-P");
        List<MatchResult> profiles =
                PROFILE.matcher(parts[1])
                        .results()
                        .filter(profile -> chosen.contains(profile.group(1)))
                        .toList();
        String built =
                parts[0] + String.join("", profiles.stream().map(MatchResult::group).toList());

        assertThat(chosen).allMatch(profile -> isKnown(profile, values(build, "-pl")));
        assertThat(MODULE.matcher(built).results().map(module -> module.group(1)))
                .containsAll(values(build, "-pl"));
        assertThat(values(build, "-f"))
                .allMatch(project -> Files.exists(ROOT.resolve(project).resolve("pom.xml")));
    }

    private static boolean isKnown(String profile, List<String> modules) {
        return Stream.concat(Stream.of(""), modules.stream())
                .map(module -> DocumentedCommandsTest.text(ROOT.resolve(module, "pom.xml")))
                .anyMatch(pom -> pom.contains("<id>" + profile + "</id>"));
    }

    /** Maven's own default is too old for the Java release in some versions that systems bring. */
    @Test
    void thePrintedProjectHasThePluginsOfTheExamples() throws IOException {
        List<String> plugins =
                PLUGIN.matcher(Files.readString(ROOT.resolve("docs/guide/java.md")))
                        .results()
                        .map(MatchResult::group)
                        .toList();

        assertThat(plugins).anyMatch(plugin -> plugin.contains("maven-compiler-plugin"));
        assertThat(plugins).anyMatch(plugin -> plugin.contains("exec-maven-plugin"));
        assertThat(PLUGIN.matcher(Files.readString(ROOT.resolve("examples/pom.xml"))).results())
                .extracting(MatchResult::group)
                .map(plugin -> plugin.replaceAll("\\s", ""))
                .containsAll(plugins.stream().map(each -> each.replaceAll("\\s", "")).toList());
    }

    /** Returns the values of an option, which stand behind it or behind a blank. */
    private static List<String> values(String build, String option) {
        Matcher found = Pattern.compile(" " + option + " ?([\\w./,-]+)").matcher(build);
        return found.find() ? Arrays.asList(found.group(1).split(",")) : List.of();
    }
}
