package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.record.StudioSweeps;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.TerminalInput;
import dev.gradus.studio.Studio;
import dev.gradus.studio.StudioSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables from a database, here H2, which makes its tables as the address says. */
class DatabaseTest {
    private static final String SECRET = "S3CR3Tpassw0rd";
    private static final String SHOWN = "jdbc:h2:mem:shop";
    private static final String QUERY =
            "select x as a, mod(x, 3) as b, case when mod(x, 3) = 0 then 'yes' else 'no' end as answer from system_range(1, 90) order by x";
    private static final String SMALL =
            "--backend java --threads 1 --batch-size 8 --model linear --lr 0.1";

    @TempDir Path folder;

    private static String address() {
        return SHOWN + ";USER=ann;PASSWORD=" + SECRET + ";DB_CLOSE_DELAY=-1";
    }

    private Session run(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        TerminalInput.none(),
                        new Output(
                                new PrintStream(out, false, StandardCharsets.UTF_8), Reader.PIPE),
                        new Output(
                                new PrintStream(err, false, StandardCharsets.UTF_8), Reader.PIPE),
                        folder,
                        environment);
        int code = Gradus.run(surroundings, arguments);
        var session =
                new Session(
                        code,
                        out.toString(StandardCharsets.UTF_8),
                        err.toString(StandardCharsets.UTF_8));
        requireNoSecret(session.out() + session.err());
        return session;
    }

    private static void requireNoSecret(String text) {
        assertThat(text)
                .doesNotContain(SECRET)
                .doesNotContain("USER=ann")
                .doesNotContain("DB_CLOSE_DELAY");
    }

    private static String[] words(String before, String after) {
        return Stream.of(
                        Stream.of(Session.words(before)),
                        Stream.of("--query", QUERY),
                        Stream.of(Session.words(after)))
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    @Test
    void trainsPredictsMeasuresAndGoesOnWithoutASecretInAnyFileOrLine() throws IOException {
        Map<String, String> none = Map.of();
        Session trained =
                run(
                        none,
                        words(
                                "train " + address() + " --target ANSWER --name a --steps 40",
                                SMALL + " --verbose"));
        assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.DONE);
        assertThat(trained.out()).contains("90 rows of the query (");
        Session measured = run(none, words("evaluate a " + address(), ""));
        assertThat(measured.out()).as(measured.err()).contains("90 examples of " + SHOWN);
        assertThat(run(none, words("predict a " + address(), "--json")).outLines()).hasSize(90);
        assertThat(run(none, "recipe", "a").out()).contains("data: " + SHOWN, "query: ");
        run(none, "show", "a");

        Session refused = run(none, "resume", "a", "--steps", "60", "--extend", "keep");
        assertThat(refused.code()).isEqualTo(ExitCode.DATA);
        assertThat(refused.err())
                .contains("GRADUS_JDBC_USER", "GRADUS_JDBC_PASSWORD", "GRADUS_JDBC_URL")
                .hasLineCount(1);
        Session byUser =
                run(
                        Map.of("GRADUS_JDBC_USER", "ann", "GRADUS_JDBC_PASSWORD", SECRET),
                        "resume",
                        "a",
                        "--steps",
                        "60",
                        "--extend",
                        "keep");
        assertThat(byUser.code()).as(byUser.err()).isEqualTo(ExitCode.DONE);
        Session byAddress =
                run(
                        Map.of("GRADUS_JDBC_URL", address()),
                        "resume",
                        "a",
                        "--steps",
                        "80",
                        "--extend",
                        "keep");
        assertThat(byAddress.code()).as(byAddress.err()).isEqualTo(ExitCode.DONE);
        Session replayed = run(Map.of("GRADUS_JDBC_URL", address()), "replay", "a");
        assertThat(replayed.code()).as(replayed.err()).isEqualTo(ExitCode.DONE);

        try (Stream<Path> files = Files.walk(folder)) {
            var all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(5);
            all.forEach(DatabaseTest::requireNoSecretIn);
        }
    }

    @Test
    void sweepsAndSearchesWithoutASecretInAnyFileOrLine() throws IOException {
        Map<String, String> none = Map.of();
        Session swept =
                run(
                        none,
                        words(
                                "sweep " + address() + " --target ANSWER --name s --steps 12",
                                "--over lr=0.1,0.3 --backend java --model linear --workers 1 --then train"));
        assertThat(swept.code()).as(swept.err()).isEqualTo(ExitCode.DONE);
        Session found =
                run(
                        none,
                        words(
                                "train " + address() + " --target ANSWER --name f --steps 12",
                                "--lr auto --find-budget 100 --backend java --model linear"));
        assertThat(found.code()).as(found.err()).isEqualTo(ExitCode.DONE);
        assertThat(run(none, "recipe", "f").out()).contains("data: " + SHOWN);

        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(DatabaseTest::requireNoSecretIn);
        }
    }

    @Test
    void doesNotTakeADatabaseForAFileToTestOn() {
        Session session =
                run(Map.of(), words("train t.csv --target ANSWER --test " + address(), ""));
        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).contains("test names a file").hasLineCount(1);
    }

    @Test
    void noPageOfTheStudioHasASecret() throws IOException {
        Session trained =
                run(
                        Map.of(),
                        words(
                                "train " + address() + " --target ANSWER --name a --steps 20",
                                SMALL));
        assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.DONE);
        var settings =
                new StudioSettings(
                        folder.resolve("runs"),
                        folder,
                        0,
                        StudioSettings.Access.READ_ONLY,
                        List.of(),
                        new StudioSweeps());
        try (Studio studio = Studio.open(settings)) {
            HttpURLConnection door = asked(studio.address(), "");
            String cookie = door.getHeaderField("Set-Cookie").replaceFirst(";.*", "");
            String base = studio.address().replaceFirst("/\\?.*", "");
            String runs = text(asked(base + "/api/runs", cookie));
            Matcher id = Pattern.compile("\"id\":\"([0-9a-f]{16})\"").matcher(runs);
            assertThat(id.find()).as(runs).isTrue();
            String run = text(asked(base + "/api/run?id=" + id.group(1), cookie));
            assertThat(run).contains(SHOWN);
            for (String path :
                    List.of(
                            "/",
                            "/api/new",
                            "/api/sweeps",
                            "/api/run/series?id=" + id.group(1),
                            "/api/run/why?step=0&id=" + id.group(1),
                            "/api/compare?ids=" + id.group(1))) {
                text(asked(base + path, cookie));
            }
        }
    }

    private static HttpURLConnection asked(String url, String cookie) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Cookie", cookie);
        return connection;
    }

    /** Returns what a page of the studio says, which has no secret. */
    private static String text(HttpURLConnection connection) throws IOException {
        assertThat(connection.getResponseCode()).as(connection.getURL().toString()).isEqualTo(200);
        try (InputStream in = connection.getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            requireNoSecret(text);
            return text;
        }
    }

    private static void requireNoSecretIn(Path file) {
        try {
            requireNoSecret(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void saysInOneLineWhatIsWrong() {
        String[] wrong = Session.words("train " + address() + " --target a --query selec");
        assertThat(run(Map.of(), wrong).code()).isEqualTo(ExitCode.DATA);
        Session unasked = run(Map.of(), Session.words("train " + address() + " --target a"));
        assertThat(unasked.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unasked.err()).contains("--query SQL").hasLineCount(1);
        Session untargeted = run(Map.of(), words("train " + address(), ""));
        assertThat(untargeted.code()).isEqualTo(ExitCode.USAGE);
        assertThat(untargeted.err()).contains("--target COLUMN").hasLineCount(1);
        Session misplaced = run(Map.of(), words("train mnist", ""));
        assertThat(misplaced.err()).contains("query is for the address of a database");
        Session unknown =
                run(Map.of(), words("train jdbc:none:x?password=" + SECRET + " --target a", ""));
        assertThat(unknown.code()).isEqualTo(ExitCode.DATA);
        assertThat(unknown.err()).contains("GRADUS_CLASSPATH=driver.jar").hasLineCount(1);
    }

    @Test
    void takesTheAddressOutOfARecipeThatIsAFile() throws IOException {
        Files.writeString(
                folder.resolve("my.yaml"),
                "data: \"%s\"\nquery: \"%s\"\ntarget: ANSWER\nmodel: linear\nsteps: 3\nbackend: java\n"
                        .formatted(address(), QUERY));
        Session session = run(Map.of(), "train", "my.yaml", "--name", "b");

        assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.DONE);
        Files.delete(folder.resolve("my.yaml"));
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(DatabaseTest::requireNoSecretIn);
        }
    }
}
