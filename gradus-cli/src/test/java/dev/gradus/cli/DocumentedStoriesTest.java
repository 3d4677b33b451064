package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages that a learner works through, command after command in one folder: a later command uses
 * what an earlier one left, and every picture on such a page is what its commands draw. In each
 * build, commands are read to their last option and schedules drawn again; the slow profile runs
 * the pages, and with {@code -Dgradus.pictures=write} writes their pictures.
 */
class DocumentedStoriesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern PICTURE =
            Pattern.compile("!\\[[^\\]]*]\\(([^)/]+\\.(?:svg|png))\\)");
    private static final Set<String> COMPUTING = Set.of("train", "find", "sweep");

    @TempDir Path folder;

    /** A command and the page on which it stands. */
    record Told(Path page, String line) {
        String[] arguments() {
            return Stream.of(Session.words(line.replaceFirst("\\s+#.*$", "")))
                    .skip(1)
                    .toArray(String[]::new);
        }

        @Override
        public String toString() {
            return DOCS.relativize(page) + ": " + line;
        }
    }

    static List<Path> stories() {
        try (Stream<Path> lessons = Files.list(DOCS.resolve("rate"))) {
            return Stream.concat(Stream.of(DOCS.resolve("start.md")), lessons.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<Told> told(Path page) {
        var told = new ArrayList<Told>();
        boolean fenced = false;
        for (String line : text(page).lines().toList()) {
            fenced ^= line.startsWith("```");
            if (!fenced && line.startsWith("    ") && !line.isBlank()) {
                told.add(new Told(page, line.strip()));
            }
        }
        return told;
    }

    static Stream<Told> commands() {
        return stories().stream().flatMap(page -> told(page).stream()).distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isReadToItsLastOptionOrDrawsWhatThePageShows(Told told) throws IOException {
        assertThat(told.line()).startsWith("gradus ");
        String[] arguments = told.arguments();
        if (arguments[0].equals("schedule")) {
            Session session = Session.run(folder, arguments);
            assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.DONE);
            assertThatPicturesAreThoseOf(told.page());
        } else if (COMPUTING.contains(arguments[0])) {
            copyTables(told.page());
            // Without a checkpoint to keep, a run is refused when all else has been read.
            String[] refused =
                    Stream.concat(Stream.of(arguments), Stream.of("--keep=0"))
                            .toArray(String[]::new);
            assertThat(Session.run(folder, refused).err())
                    .isEqualTo("gradus: --keep: keep must be at least 1, got 0\n");
        } else if (!arguments[0].equals("runs")) {
            assertThat(Session.run(folder, arguments).err())
                    .matches("gradus: there (is no run|are no runs) .*\n");
        }
    }

    private void assertThatPicturesAreThoseOf(Path page) throws IOException {
        try (Stream<Path> drawn = Files.list(folder)) {
            for (Path picture : drawn.toList()) {
                assertThat(page.resolveSibling(picture.getFileName().toString()))
                        .hasSameTextualContentAs(picture);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    @Tag("slow")
    @Timeout(900)
    void runsAsItIsTold(Path page) throws IOException {
        copyTables(page);

        for (Told told : told(page)) {
            Session session = Session.run(folder, told.arguments());
            assertThat(session.code()).as("%s%n%s", told, session.err()).isEqualTo(ExitCode.DONE);
        }

        for (String picture : pictures(page)) {
            assertThat(folder.resolve(picture)).exists();
            if (System.getProperty("gradus.pictures", "").equals("write")) {
                Files.copy(
                        folder.resolve(picture),
                        page.resolveSibling(picture),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<String> pictures(Path page) {
        return PICTURE.matcher(text(page)).results().map(picture -> picture.group(1)).toList();
    }

    private void copyTables(Path page) throws IOException {
        try (Stream<Path> files = Files.list(page.getParent())) {
            for (Path table : files.filter(file -> file.toString().endsWith(".csv")).toList()) {
                Files.copy(table, folder.resolve(table.getFileName().toString()));
            }
        }
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
