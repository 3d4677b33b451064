package dev.gradus.studio.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.run.json.Configuration;
import dev.gradus.studio.process.DataFiles;
import dev.gradus.studio.process.GradusCommand;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.PageJson;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page of a new run says of a company's own files. */
class NewRunPageTest {
    private static final List<String> STREETS = List.of("Süd", "West", "Nord");

    @TempDir private Path folder;

    private List<Route> routes;
    private RunShelf shelf;

    @BeforeEach
    void open() throws IOException {
        var orders = new StringBuilder("Nr;Straße;Betrag;Rabatt;Land;Storniert\n");
        for (int i = 0; i < 600; i++) {
            orders.append("A-").append(i).append(';').append(STREETS.get(i % STREETS.size()));
            orders.append(';').append(i).append(",50 €;").append(i % 2 == 0 ? "5 %" : "10 %");
            orders.append(";DE;").append(i % 9 == 0 ? "ja" : "nein").append('\n');
        }
        orders.append("Summe;;180000,00 €;;;nein\n");
        Files.writeString(folder.resolve("Aufträge.CSV"), orders, Charset.forName("windows-1252"));
        Files.writeString(folder.resolve("sales.PARQUET"), "PAR1");
        Files.writeString(folder.resolve("digits.npz"), "PK");
        for (String file :
                List.of(
                        "photos/cat/1.JPG",
                        "photos/dog/2.png",
                        "one/cat/1.png",
                        "runs/a/configuration.json",
                        "runs/a/events.jsonl",
                        "sweeps/rates/sweep.json",
                        "sweeps/rates/results.jsonl")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "");
        }
        shelf = new RunShelf(new Runs(folder.resolve("all")), false);
        shelf.start();
        routes =
                new NewRunPage(
                                new DataFiles(folder),
                                shelf,
                                new GradusCommand(List.of(), folder.resolve("runs")),
                                InstantSource.system())
                        .routes();
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    private String said(String path, Map<String, ?> body) {
        Route route =
                routes.stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
        JsonFields fields = Json.read(PageJson.text(body), "test");
        Reply reply = route.answer().apply(new Call(Map.of(), fields));
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private JsonFields ask(String path, Map<String, ?> body) {
        return Json.read(said(path, body), path);
    }

    private Map<String, String> ids() {
        var ids = new HashMap<String, String>();
        for (JsonFields data : ask("/api/new", Map.of()).objects("data")) {
            ids.put(data.text("name") + " " + data.text("kind"), data.text("id"));
        }
        return ids;
    }

    private Map<String, String> orders(Map<String, String> wish) {
        var body = new HashMap<String, String>(wish);
        body.put("data", ids().get("Aufträge.CSV table"));
        return body;
    }

    private JsonFields columns(Map<String, String> wish) {
        return ask("/api/new/columns", orders(wish));
    }

    @Test
    void filesOfAllKindsAreOfferedHoweverTheirNamesAreWrittenButNotTheRecordsOfRunsAndSweeps() {
        assertThat(ids().keySet())
                .containsExactlyInAnyOrder(
                        "mnist built_in",
                        "Aufträge.CSV table",
                        "sales.PARQUET table",
                        "digits.npz arrays",
                        "photos pictures");
    }

    /** By its run: paths in requests are never used. */
    @Test
    void aRunStartsFromTheModelOfAnEarlierOneThatIsStillThere() throws Exception {
        Run fox =
                new Runs(folder.resolve("all"))
                        .create("fox", Configuration.EMPTY, InstantSource.system());
        new Runs(folder.resolve("all")).create("hare", Configuration.EMPTY, InstantSource.system());
        Files.writeString(fox.model(), "a model");
        while (shelf.runs().size() < 2) {
            Thread.sleep(10);
        }

        assertThat(ask("/api/new", Map.of()).objects("models"))
                .extracting(each -> each.text("name"))
                .containsExactly("fox");
        String id = RunShelf.id("fox");
        Map<String, String> wish = Map.of("encoding", "windows-1252", "startFrom", id);
        assertThat(columns(wish).text("decision"))
                .contains("rows become inputs as it learned them");
        assertThat(
                        RunWish.of(Json.read(PageJson.text(wish), "test"), new StartModels(shelf))
                                .words())
                .contains("--start-from=" + fox.model().toAbsolutePath());
        Files.delete(fox.model());
        assertThatThrownBy(() -> columns(wish))
                .hasMessage("the run to start from has no model, or was removed; choose another");
    }

    @Test
    void aTableInAnotherEncodingIsReadOnceItIsNamed() {
        assertThatThrownBy(() -> columns(Map.of())).hasMessageContaining("windows-1252");

        JsonFields read = columns(Map.of("encoding", "windows-1252"));

        assertThat(read.objects("columns"))
                .extracting(each -> each.text("name"))
                .contains("Straße");
    }

    /** A trained vector for each, unless a network is named, as the command does it. */
    @Test
    void aColumnWithManyValuesIsShownAsItWillBeUsed() throws IOException {
        var shops = new StringBuilder("shop,price\n");
        for (int i = 0; i < 700; i++) {
            shops.append("s").append(i % 70).append(',').append(i % 9).append(".5\n");
        }
        Files.writeString(folder.resolve("shops.csv"), shops);
        Map<String, String> wish = Map.of("data", ids().get("shops.csv table"), "target", "price");
        var named = new HashMap<>(wish);
        named.put("model", "mlp");

        assertThat(kind(wish)).isEqualTo("embedding");
        assertThat(kind(named)).isEqualTo("category");
    }

    private String kind(Map<String, String> wish) {
        return ask("/api/new/columns", wish).objects("columns").getFirst().text("kind");
    }

    @Test
    void whatMayMeanSomethingElseIsSaidBeforeTheRun() {
        Map<String, String> wish = Map.of("encoding", "windows-1252", "target", "Storniert");

        assertThat(said("/api/new/columns", orders(wish)))
                .contains("line 602 seems to sum up other rows");
    }

    @Test
    void columnsAreLeftOutAndTakenForWhatThePageSays() {
        JsonFields read =
                columns(
                        Map.of(
                                "encoding", "windows-1252",
                                "target", "Storniert",
                                "drop", " Rabatt , Straße",
                                "columns", "Betrag:category"));

        assertThat(read.objects("columns"))
                .extracting(each ->
                        each.text("name") + " " + each.text("kind") + " " + each.text("use"))
                .anyMatch(text -> text.matches("Rabatt .* left out.*"))
                .anyMatch(text -> text.matches("Straße .* left out.*"))
                .contains("Betrag category input");
    }

    @Test
    void aColumnThatIsLeftOutSaysWhyInTheWordsOfTheCommand() throws IOException {
        Files.writeString(folder.resolve("gaps.csv"), "x,note,y\n1.5,,a\n2.5,,b\n");
        Map<String, String> wish = Map.of("data", ids().get("gaps.csv table"), "target", "y");

        assertThat(said("/api/new/columns", wish)).contains("\"use\":\"left out: has no value\"");
    }

    @Test
    void beforeATargetIsChosenAFieldShowsWhatItStandsForAsFarAsItIsKnown() {
        String table = ids().get("Aufträge.CSV table");

        assertThat(said("/api/new/usual", Map.of("data", table, "rows", 601)))
                .contains("\"seed\":1", "\"model\":\"wide-deep\"", "\"steps\":2300");
        assertThat(said("/api/new/usual", Map.of("data", table, "rows", 0)))
                .contains("\"seed\":1", "\"learningRate\":\"oneCycle(0.01)\"")
                .doesNotContain("model", "steps");
    }

    @Test
    void aTableWhoseColumnsAreNotReadYetSaysSo() {
        assertThat(
                        ask("/api/new/columns", Map.of("data", ids().get("sales.PARQUET table")))
                                .text("unread"))
                .contains("Parquet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mnist built_in | optimizer | adam | learningRate | oneCycle(0.01)",
                "mnist built_in | optimizer | sgd | learningRate | oneCycle(0.16)",
                "mnist built_in | steps | 500 | learningRate | oneCycle(0.02)",
                "mnist built_in | batchSize | 4096 | learningRate | oneCycle(0.02)",
                "mnist built_in | model | mlp | learningRate | oneCycle(0.01)",
                "mnist built_in | model | mlp | epochs | 3",
                "photos pictures | model | mlp | batchSize | 128",
                "digits.npz arrays | seed | 2 | optimizer | adam",
                "Aufträge.CSV table | seed | 2 | model | wide-deep",
                "Aufträge.CSV table | seed | 2 | steps | 2300",
                "Aufträge.CSV table | optimizer | momentum(0.9) | learningRate | oneCycle(0.08)"
            })
    void emptyFieldsShowWhatTheyStandFor(
            String data, String written, String text, String empty, String usual) {
        var body = new HashMap<String, Object>(Map.of("data", ids().get(data), "rows", 601));
        body.put(written, text);
        if (data.endsWith("table")) {
            body.put("target", "Storniert");
        }

        assertThat(said("/api/new/usual", body))
                .containsPattern(
                        "\"%s\":\"?%s(\\.0)?\"?[,}]".formatted(empty, Pattern.quote(usual)));
    }

    @Test
    void aWrongSettingIsRefusedBeforeAProcessStarts() {
        assertThat(ids()).containsKey("mnist built_in");
        assertThatThrownBy(
                        () -> ask("/api/new/start", Map.of("data", "mnist", "optimizer", "adma")))
                .hasMessageContaining("did you mean");
    }
}
