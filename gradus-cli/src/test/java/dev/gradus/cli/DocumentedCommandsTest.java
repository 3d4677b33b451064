package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import dev.gradus.run.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command line and every link in the documentation, in blocks and amid sentences and tables.
 * A command is one of these kinds; one that is of none fails the test, so that nothing is written
 * that nobody tries:
 *
 * <ul>
 *   <li>{@code gradus schedule …} and other commands that only compute: run as they stand
 *   <li>{@code gradus train|find|sweep …}: read to the last option in each build, run in the slow
 *       profile
 *   <li>{@code gradus resume|fork|replay|control|show|predict|evaluate|export RUN …}: read to the
 *       last option in each build, run in the slow profile on a run that {@code gradus train} left
 *       before, one that {@code control} ends early for the plain {@code resume}, and a live one
 *       for {@code control}
 *   <li>an expression, on the page of schedules: shown as that page says it draws them
 *   <li>{@code gradus NAME} without options, amid a sentence: there must be such a command
 *   <li>{@code tools/…}: the file must exist and know every option, and what it hands on to {@code
 *       gradus train} is read to the last option
 *   <li>what is no {@code gradus} (build, bench): the file it starts with must exist
 * </ul>
 *
 * <p>{@code RUN} stands for a run's name, {@code my.csv} for a table of flowers, and what follows
 * {@code #} is a comment.
 */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> TRAINING = Set.of("train", "find", "sweep");
    private static final Set<String> QUICK = Set.of("schedule", "runs");
    private static final Set<String> ON_RUNS =
            Set.of("resume", "fork", "replay", "control", "show", "predict", "evaluate", "export");
    private static final String[] TRAIN = {"train", "--name", "RUN"};
    private static final String[] QUIT = {"control", "RUN", "quit"};
    private static final Pattern AMID =
            Pattern.compile("`(?:time )?((?:\\./gradus|gradus|tools/\\S+|\\./mvnw|java) [^`]+)`");
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z][a-z-]*");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");

    @TempDir Path folder;

    /** A command line and where it is written. */
    record Written(String page, String line) {
        String[] words() {
            return Session.words(line.replaceFirst("\\s+#.*$", ""));
        }

        /** Returns what follows the name of the command itself. */
        String[] arguments() {
            String[] words = words();
            return Stream.of(words).skip(1).toArray(String[]::new);
        }

        boolean isGradus() {
            String first = words()[0];
            return first.equals("./gradus") || first.equals("gradus");
        }

        boolean isTool() {
            return line.startsWith("tools/");
        }

        /** A command's name alone, or with what stands for anything, is no command line. */
        boolean isMention() {
            return isGradus() && !line.contains(" -");
        }

        boolean isExpression() {
            return page.equals("docs/schedules.md") && !isGradus();
        }

        String command() {
            return words()[1];
        }

        @Override
        public String toString() {
            return page + ": " + line.strip();
        }
    }

    static List<Path> pages() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> roots =
                    Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(ROOT::resolve);
            return Stream.concat(roots, docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<Written> commands() {
        var commands = new ArrayList<Written>();
        List<Path> stories =
                DocumentedStoriesTest.stories().stream()
                        .map(Path::toAbsolutePath)
                        .map(Path::normalize)
                        .toList();
        for (Path page : pages()) {
            if (stories.contains(page)) {
                continue; // DocumentedStoriesTest runs its commands, one after the other
            }
            boolean fenced = false;
            for (String line : text(page).lines().toList()) {
                fenced ^= line.startsWith("```");
                if (!fenced && line.startsWith("    ") && !line.isBlank()) {
                    commands.add(new Written(named(page), line.strip()));
                }
            }
        }
        amid().filter(written -> !written.isMention()).forEach(commands::add);
        return commands.stream().distinct().toList();
    }

    /** Returns what is written as code in a line of text. */
    static Stream<Written> amid() {
        return pages().stream()
                .flatMap(page ->
                        AMID.matcher(text(page))
                                .results()
                                .map(code ->
                                        new Written(
                                                named(page),
                                                code.group(1).replaceAll("\\s+", " "))));
    }

    private static String named(Path page) {
        return ROOT.relativize(page).toString();
    }

    static Stream<Written> mentions() {
        return amid().filter(Written::isMention).distinct();
    }

    static Stream<Written> tools() {
        return commands().stream().filter(Written::isTool);
    }

    static Stream<Written> quick() {
        return commands().stream()
                .filter(Written::isGradus)
                .filter(written -> QUICK.contains(written.command()));
    }

    static Stream<Written> trained() {
        return commands().stream()
                .filter(Written::isGradus)
                .filter(written -> TRAINING.contains(written.command()));
    }

    static Stream<Written> onRuns() {
        return commands().stream()
                .filter(Written::isGradus)
                .filter(written -> ON_RUNS.contains(written.command()));
    }

    static Stream<Written> expressions() {
        return commands().stream().filter(Written::isExpression);
    }

    static Stream<Written> others() {
        return commands().stream()
                .filter(written -> !written.isGradus() && !written.isExpression());
    }

    @Test
    void everyKindIsThere() {
        assertThat(quick()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(trained()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(onRuns()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(mentions()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(tools()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("mentions")
    void aCommandThatIsNamedExists(Written written) {
        Session session = Session.run(folder, written.command(), "--help");

        assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aToolKnowsEveryOptionOrHandsItOn(Written written) throws IOException {
        String[] words = written.words();
        if (words[0].equals("tools/seeds")) {
            assertThat(words[1]).isIn("test", "validation");
            assertThat(words[2]).matches("[1-9][0-9]*");
            String[] handedOn = Stream.of(words).skip(2).toArray(String[]::new);
            handedOn[0] = "train";
            assertIsReadToItsLastOption(handedOn);
        } else {
            String source = Files.readString(ROOT.resolve(words[0]));
            assertThat(OPTION.matcher(written.line()).results().map(MatchResult::group))
                    .allMatch(option -> source.contains("\"" + option + "\""));
        }
    }

    /** A program that writes test data says how it is run, and where what it writes belongs. */
    @Test
    void programsThatWriteTestDataSayHowAndWhere() throws IOException {
        Pattern run = Pattern.compile("python3 (tools/fixtures/\\w+\\.py)(?: > (\\S+))?");
        try (Stream<Path> programs = Files.list(ROOT.resolve("tools/fixtures"))) {
            for (Path program : programs.filter(each -> each.toString().endsWith(".py")).toList()) {
                MatchResult said =
                        run.matcher(Files.readString(program)).results().findFirst().orElseThrow();
                assertThat(ROOT.resolve(said.group(1))).isEqualTo(program);
                assertThat(said.group(2) == null || Files.exists(ROOT.resolve(said.group(2))))
                        .as(said.group())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsOfAKindThatIsTried(Written written) {
        if (written.isGradus()) {
            assertThat(written.command())
                    .isIn(
                            Stream.of(QUICK, Set.of("studio"), TRAINING, ON_RUNS)
                                    .flatMap(Set::stream)
                                    .collect(Collectors.toSet()));
        } else if (!written.isExpression()) {
            assertThat(written.words()[0])
                    .isIn(
                            "./mvnw",
                            "java",
                            "Ctrl-C",
                            "tools/seeds",
                            "tools/start-times.py",
                            "tools/site/build");
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatIsNoGradusStartsWithAFileThatExists(Written written) {
        String first = written.words()[0];
        assertThat(
                        first.equals("java")
                                || first.equals("Ctrl-C")
                                || Files.isExecutable(ROOT.resolve(first)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("quick")
    void whatIsQuickRunsAsWritten(Written written) {
        Session session = Session.run(folder, written.arguments());

        assertThat(session.err()).isEmpty();
        assertThat(session.code()).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void anExpressionIsOne(Written written) {
        Session session =
                Session.run(
                        folder, "schedule", written.line(), "--epochs=10", "--steps-per-epoch=100");

        assertThat(session.err()).isEmpty();
        assertThat(session.code()).isEqualTo(ExitCode.DONE);
    }

    /** Without a checkpoint to keep, a run is refused when all else has been read. */
    @ParameterizedTest
    @MethodSource("trained")
    void aTrainingIsReadToItsLastOption(Written written) throws IOException {
        assertIsReadToItsLastOption(written.arguments());
    }

    private void assertIsReadToItsLastOption(String... arguments) throws IOException {
        table();
        var words = new ArrayList<>(List.of(arguments));
        words.removeIf("…"::equals);
        words.add("--keep=0");

        Session session = Session.run(folder, words.toArray(String[]::new));

        assertThat(session.err()).isEqualTo("gradus: --keep: keep must be at least 1, got 0\n");
    }

    /** A run that is not there is the last thing wrong with a command that is else right. */
    @ParameterizedTest
    @MethodSource("onRuns")
    void aCommandOnARunIsReadToItsLastOption(Written written) {
        Session session = Session.run(folder, written.arguments());

        assertThat(session.err()).startsWith("gradus: there is no run 'RUN' in ").hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource("trained")
    @Tag("slow")
    @Timeout(1800)
    void aTrainingRunsAsWritten(Written written) throws IOException {
        table();

        Session session = Session.run(folder, written.arguments());

        assertThat(session.code()).as(session.err()).isIn(ExitCode.DONE, ExitCode.USAGE);
        if (session.code() == ExitCode.USAGE) {
            assertThat(session.err()).contains("bf16");
        }
    }

    @ParameterizedTest
    @MethodSource("onRuns")
    @Tag("slow")
    @Timeout(1800)
    void aCommandOnARunRunsAsWritten(Written written) throws Exception {
        boolean live = written.command().equals("control");
        if (live || List.of(written.arguments()).equals(List.of("resume", "RUN"))) {
            CompletableFuture<Session> training = begunTraining();
            Session early = Session.run(folder, live ? written.arguments() : QUIT);
            assertThat(early.code()).as(early.err()).isEqualTo(ExitCode.DONE);
            assertThat(early.out()).startsWith("applied before step ");
            Session.run(folder, QUIT);
            assertThat(training.get().code()).isEqualTo(ExitCode.INTERRUPTED);
        } else {
            boolean isOnTable = List.of(written.arguments()).contains("my.csv");
            table();
            String[] train =
                    isOnTable ? Session.words("train my.csv --target species --name RUN") : TRAIN;
            assertThat(Session.run(folder, train).code()).isEqualTo(ExitCode.DONE);
        }
        if (!live) {
            Session session = Session.run(folder, written.arguments());

            assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.DONE);
            assertThat(session.out()).doesNotContain("run RUN is complete");
        }
    }

    /** Returns a training that can be controlled from now on. */
    private CompletableFuture<Session> begunTraining() throws InterruptedException {
        var training = CompletableFuture.supplyAsync(() -> Session.run(folder, TRAIN));
        var runs = new Runs(folder.resolve("runs"));
        Path lock = folder.resolve("runs/RUN/run.lock");
        while (!training.isDone() && (!Files.exists(lock) || !runs.find("RUN").isLive())) {
            Thread.sleep(20);
        }
        return training;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) {
        List<String> broken =
                LINK.matcher(text(page))
                        .results()
                        .map(link -> link.group(1))
                        .filter(target -> !target.matches("[a-z]+:.*"))
                        .filter(target -> !leadsSomewhere(page, target))
                        .toList();

        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    private static Set<String> anchors(Path page) {
        return Pattern.compile("(?m)^#+ (.*)$")
                .matcher(text(page))
                .results()
                .map((MatchResult heading) -> heading.group(1))
                .map(heading -> heading.toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** A table of three kinds of flowers that a line can tell apart. */
    private void table() throws IOException {
        var text = new StringBuilder("length,width,colour,day,price,species\n");
        for (int row = 0; row < 300; row++) {
            String species = List.of("setosa", "versicolor", "virginica").get(row % 3);
            String colour = row % 11 == 0 ? "" : List.of("blue", "red", "white").get(row % 7 % 3);
            text.append(
                    Text.of(
                            "%d.%d,%d,%s,2026-%02d-%02d,%d.%02d,%s\n",
                            row % 3,
                            row % 7,
                            row % 5,
                            colour,
                            1 + row % 12,
                            1 + row % 28,
                            row % 3 * 4,
                            row * 7 % 100,
                            species));
        }
        Files.writeString(folder.resolve("my.csv"), text);
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
