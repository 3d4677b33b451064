package dev.gradus.schedule.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.schedule.Examples;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.peer.PeerSchedule;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text form is a Java expression: the compiler is the judge. */
class TextIsJavaTest {
    @Test
    void compilesToAnEqualSchedule(@TempDir Path folder) throws Exception {
        var written = Examples.all().stream().filter(TextIsJavaTest::isOurs).toList();
        assertThat(written).hasSizeGreaterThan(60);
        assertThat(compiled(written, folder)).isEqualTo(written);
    }

    private static boolean isOurs(Schedule schedule) {
        return !(schedule instanceof PeerSchedule) && !schedule.text().contains("torch.");
    }

    private static List<?> compiled(List<Schedule> schedules, Path folder) throws Exception {
        var source = Files.writeString(folder.resolve("Written.java"), source(schedules));
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        var classes = Schedule.class.getProtectionDomain().getCodeSource().getLocation();
        int exit =
                javac.run(
                        System.out,
                        System.err,
                        "-d",
                        folder.toString(),
                        "-cp",
                        Path.of(classes.toURI()).toString(),
                        source.toString());
        assertThat(exit).isZero();
        return loaded(folder);
    }

    private static List<?> loaded(Path folder) throws ReflectiveOperationException, IOException {
        var folders = new URL[] {folder.toUri().toURL()};
        try (var loader = new URLClassLoader(folders, Schedule.class.getClassLoader())) {
            return (List<?>) loader.loadClass("Written").getMethod("all").invoke(null);
        }
    }

    private static String source(List<Schedule> schedules) {
        var imports =
                List.of(
                                "named.Schedules",
                                "Span",
                                "shape.Shapes",
                                "shape.Landing",
                                "EndPolicy",
                                "named.OneCycle.Phases")
                        .stream()
                        .map(type -> "import static dev.gradus.schedule." + type + ".*;\n")
                        .collect(Collectors.joining());
        var list = schedules.stream().map(Schedule::toString).collect(Collectors.joining(",\n"));
        return imports
                + "public class Written { public static Object all() { return java.util.List.of(new Object[] {\n"
                + list
                + "}); } }";
    }
}
