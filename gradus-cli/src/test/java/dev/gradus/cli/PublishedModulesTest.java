package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** What others depend on, as the build's own files say it. */
class PublishedModulesTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    /** The plugins that Maven runs without being told to, by packaging. */
    private static final Map<String, List<String>> LIFECYCLE =
            Map.of(
                    "pom",
                    List.of("maven-clean-plugin", "maven-install-plugin", "maven-deploy-plugin"),
                    "jar",
                    List.of(
                            "maven-clean-plugin",
                            "maven-resources-plugin",
                            "maven-compiler-plugin",
                            "maven-surefire-plugin",
                            "maven-jar-plugin",
                            "maven-install-plugin",
                            "maven-deploy-plugin"));

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

    /** A plugin without one is whichever version the installed Maven happens to prefer. */
    @Test
    void everyPluginOfEveryBuildHasAVersion() throws Exception {
        for (Path pom : poms()) {
            Set<String> used = new TreeSet<>(plugins(pom, ""));
            used.addAll(LIFECYCLE.get(packaging(pom)));

            assertThat(versioned(pom)).as(pom.toString()).containsAll(used);
        }
    }

    private static List<Path> poms() throws IOException {
        try (Stream<Path> files = Files.walk(TOP)) {
            return files.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> !TOP.relativize(file).toString().contains("target"))
                    .filter(file -> !file.startsWith(TOP.resolve("tools/release"))) // one goal only
                    .toList();
        }
    }

    private static String packaging(Path pom) throws Exception {
        List<String> named = texts(pom, "/project/packaging");
        return named.isEmpty() ? "jar" : named.getFirst();
    }

    private static Set<String> versioned(Path pom) throws Exception {
        Set<String> versioned = new TreeSet<>(plugins(pom, "[version]"));
        Path above = pom.getParent().resolveSibling("pom.xml");
        if (!texts(pom, "/project/parent").isEmpty() && Files.exists(above)) {
            versioned.addAll(versioned(above));
        }
        return versioned;
    }

    private static List<String> plugins(Path pom, String condition) throws Exception {
        return texts(pom, "//plugin" + condition + "/artifactId");
    }

    private static List<String> texts(Path pom, String path) throws Exception {
        var document =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(pom.toFile());
        var nodes =
                (NodeList)
                        XPathFactory.newDefaultInstance()
                                .newXPath()
                                .evaluate(path, document, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent().strip())
                .toList();
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
