package dev.gradus.cli.syntax;

import dev.gradus.text.ShellWord;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How this program was started, to start it again and to offer commands that can be pasted. */
public final class OwnCommand {
    /** The property in which the launcher names itself. */
    private static final String LAUNCHER = "gradus.launcher";

    /** The variable in which the launcher says how it was called. */
    private static final String TYPED = "GRADUS_LAUNCHER";

    private OwnCommand() {}

    /**
     * Returns the words that start this program: its launcher, or {@code java -jar} where it runs
     * from one jar; none for a program that calls Gradus from its own classes.
     */
    public static List<String> words() {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher != null) {
            return List.of(launcher);
        }
        return runsFromOneJar()
                ? List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar().toString())
                : List.of();
    }

    /** Returns the first words of suggested commands, as the user typed them. */
    static String typed(Map<String, String> environment) {
        String typed = environment.get(TYPED);
        if (typed != null) {
            return ShellWord.of(typed);
        }
        return runsFromOneJar()
                ? List.of("java", "-jar", System.getProperty("java.class.path")).stream()
                        .map(ShellWord::of)
                        .collect(Collectors.joining(" "))
                : "gradus";
    }

    /** Returns whether the class path is the one jar that this class is in, as after java -jar. */
    private static boolean runsFromOneJar() {
        return !OwnCommand.class.getModule().isNamed()
                && System.getProperty("java.class.path").endsWith(".jar")
                && jar().equals(Path.of(System.getProperty("java.class.path")).toAbsolutePath());
    }

    private static Path jar() {
        try {
            URI place =
                    OwnCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(place).toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
