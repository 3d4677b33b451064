package dev.gradus.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.Text;
import dev.gradus.studio.RawHttp.Answer;
import dev.gradus.studio.sweep.SweepReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who gets in. The cases are those by which others were broken into: DNS rebinding that was judged
 * by the user agent (Ray, CVE-2025-62593), a verb that was forgotten (Ray, CVE-2026-27482), no look
 * at the host (MLflow, CVE-2025-14279), paths from requests (TensorBoard, issue 7119).
 */
@Timeout(60)
class DoorTest {
    private static final List<String> VERBS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW");

    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/page/main.js",
                    "/api/runs",
                    "/api/run?id=0000000000000000",
                    "/api/run/series?id=0000000000000000",
                    "/api/run/why?id=0000000000000000&step=0",
                    "/api/run/preview",
                    "/api/run/control",
                    "/api/run/fork",
                    "/api/run/resume",
                    "/api/run/replay",
                    "/api/run/measure",
                    "/api/note",
                    "/api/schedule",
                    "/api/compare?ids=0000000000000000",
                    "/api/sweeps",
                    "/api/sweep?id=0000000000000000",
                    "/api/new",
                    "/api/new/columns",
                    "/api/new/usual",
                    "/api/new/forecast",
                    "/api/new/start",
                    "/api/events",
                    "/nowhere");

    @TempDir private static Path folder;

    private static Studio studio;
    private static int port;
    private static String token;
    private static String cookie;
    private static RawHttp http;

    @BeforeAll
    static void open() throws IOException {
        studio = open(StudioSettings.Access.FULL);
        port = Integer.parseInt(studio.address().replaceAll(".*:(\\d+)/.*", "$1"));
        token = studio.address().replaceFirst(".*token=", "");
        http = new RawHttp(port);
        cookie =
                http.send("", "GET /?token=" + token + " HTTP/1.1", host())
                        .header("Set-Cookie")
                        .replaceFirst(";.*", "");
    }

    static Studio open(StudioSettings.Access access) {
        return Studio.open(
                new StudioSettings(
                        folder.resolve("runs"), folder, 0, access, List.of(), SweepReader.NONE));
    }

    @AfterAll
    static void close() {
        studio.close();
    }

    private static String host() {
        return "Host: 127.0.0.1:" + port;
    }

    private static String cookie() {
        return "Cookie: " + cookie;
    }

    private static String origin() {
        return "Origin: http://127.0.0.1:" + port;
    }

    static Stream<Arguments> verbsAndPaths() {
        return VERBS.stream().flatMap(verb -> PATHS.stream().map(path -> Arguments.of(verb, path)));
    }

    static Stream<Arguments> otherVerbsAndPaths() {
        return VERBS.stream()
                .filter(verb -> !verb.equals("GET") && !verb.equals("POST"))
                .flatMap(verb -> PATHS.stream().map(path -> Arguments.of(verb, path)));
    }

    @Test
    void theTokenHas256BitsAndBuysACookieThatScriptsCannotReadNorOtherSitesSend()
            throws IOException {
        Answer welcome = http.send("", "GET /?token=" + token + " HTTP/1.1", host());

        assertThat(token).matches("[0-9a-f]{64}");
        assertThat(welcome.status()).isEqualTo(303);
        assertThat(welcome.header("Location")).isEqualTo("/");
        assertThat(welcome.header("Set-Cookie"))
                .matches(
                        "gradus-studio-"
                                + port
                                + "=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict")
                .doesNotContain(token);
    }

    @Test
    void theAddressHasTheSameDigitsInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(studio.address()).startsWith("http://127.0.0.1:" + port + "/?token=");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theCookieOpensThePage() throws IOException {
        Answer page = http.send("", "GET / HTTP/1.1", host(), cookie());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Gradus Studio</title>");
    }

    @ParameterizedTest
    @MethodSource("verbsAndPaths")
    void withoutACookieNothingIsAnswered(String verb, String path) throws IOException {
        Answer answer = http.send("", verb + " " + path + " HTTP/1.1", host(), origin());

        assertThat(answer.status()).isIn(400, 403, 405);
        assertThat(answer.body()).doesNotContain("runs\":", "<title>");
    }

    @ParameterizedTest
    @MethodSource("verbsAndPaths")
    void aForeignHostIsRefusedEvenWithTheCookie(String verb, String path) throws IOException {
        Answer answer =
                http.send(
                        "{}",
                        verb + " " + path + " HTTP/1.1",
                        "Host: evil.example:" + port,
                        cookie(),
                        "Origin: http://evil.example:" + port,
                        "Content-Type: application/json",
                        "Gradus-Studio: 1",
                        "User-Agent: curl/8");

        assertThat(answer.status()).isIn(400, 403, 405);
    }

    @ParameterizedTest
    @MethodSource("verbsAndPaths")
    void aForeignOriginIsRefusedEvenWithTheCookie(String verb, String path) throws IOException {
        Answer answer =
                http.send(
                        "{}",
                        verb + " " + path + " HTTP/1.1",
                        host(),
                        cookie(),
                        "Origin: https://evil.example",
                        "Content-Type: application/json",
                        "Gradus-Studio: 1");

        assertThat(answer.status()).isIn(400, 403, 405);
    }

    @ParameterizedTest
    @MethodSource("otherVerbsAndPaths")
    void noVerbButGetAndPostDoesAnything(String verb, String path) throws IOException {
        Answer answer =
                http.send(
                        "",
                        verb + " " + path + " HTTP/1.1",
                        host(),
                        cookie(),
                        origin(),
                        "Gradus-Studio: 1");

        assertThat(answer.status()).isIn(400, 404, 405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:1",
                "localhost",
                "[::1]:PORT",
                "0.0.0.0:PORT",
                "127.1:PORT",
                "127.0.0.1.evil.example:PORT",
                "localhost.:PORT",
                "evil@127.0.0.1:PORT",
                ""
            })
    void theHostMustBeExact(String written) throws IOException {
        String host = "Host: " + written.replace("PORT", String.valueOf(port));

        assertThat(http.send("", "GET / HTTP/1.1", host, cookie()).status()).isIn(400, 403);
    }

    @Test
    void anAddressThatContradictsTheHostIsRefused() throws IOException {
        assertThat(http.send("", "GET http://evil.example/ HTTP/1.1", host(), cookie()).status())
                .isIn(400, 403);
        assertThat(http.send("", "GET / HTTP/1.1", host(), host(), cookie()).status())
                .isIn(400, 403);
        assertThat(http.send("", "GET / HTTP/1.0", cookie()).status()).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void whatABrowserSaysComesFromAnotherSiteIsRefused(String site) throws IOException {
        Answer answer =
                http.send("", "GET / HTTP/1.1", host(), cookie(), "Sec-Fetch-Site: " + site);

        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?token=",
                "/?token=0",
                "/?x=1&token=TOKEN",
                "/?token=TOKEN0",
                "/api/runs?token=TOKEN"
            })
    void aWrongTokenOrATokenInAnotherPlaceBuysNothing(String address) throws IOException {
        Answer answer =
                http.send("", "GET " + address.replace("TOKEN", token) + " HTTP/1.1", host());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void theSecretsOfAnotherStudioAreWorthless() throws IOException {
        try (Studio other = open(StudioSettings.Access.FULL)) {
            String stale = other.address().replaceFirst(".*token=", "");

            assertThat(http.send("", "GET /?token=" + stale + " HTTP/1.1", host()).status())
                    .isEqualTo(403);
            assertThat(
                            http.send(
                                            "",
                                            "GET / HTTP/1.1",
                                            host(),
                                            Text.of("Cookie: gradus-studio-%d=%s", port, stale))
                                    .status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                ""
            })
    void aFormPostChangesNothing(String type) throws IOException {
        Answer without =
                http.send(
                        "{\"id\":\"0\"}",
                        "POST /api/note HTTP/1.1",
                        host(),
                        cookie(),
                        origin(),
                        "Content-Type: " + type);
        Answer with =
                http.send(
                        "{\"id\":\"0\"}",
                        "POST /api/note HTTP/1.1",
                        host(),
                        cookie(),
                        origin(),
                        "Gradus-Studio: 1",
                        "Content-Type: " + type);

        assertThat(without.status()).isEqualTo(403);
        assertThat(with.status()).isIn(400, 415);
    }

    @Test
    void aChangeNeedsTheHeaderAndTheOrigin() throws IOException {
        String json = "Content-Type: application/json";

        assertThat(
                        http.send("{}", "POST /api/note HTTP/1.1", host(), cookie(), origin(), json)
                                .status())
                .isEqualTo(403);
        assertThat(
                        http.send(
                                        "{}",
                                        "POST /api/note HTTP/1.1",
                                        host(),
                                        cookie(),
                                        "Gradus-Studio: 1",
                                        json)
                                .status())
                .isEqualTo(403);
        assertThat(
                        http.send(
                                        "{}",
                                        "POST /api/note HTTP/1.1",
                                        host(),
                                        cookie(),
                                        origin(),
                                        "Gradus-Studio: 1",
                                        json)
                                .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/page/../../../etc/passwd",
                "/page/%2e%2e/%2e%2e/etc/passwd",
                "/page/..%2f..%2fetc/passwd",
                "/page//etc/passwd",
                "/page/main.js%00.html",
                "/page/",
                "/page",
                "/page/files.txt",
                "/WEB-INF/web.xml"
            })
    void noPathLeadsToAFile(String path) throws IOException {
        Answer answer = http.send("", "GET " + path + " HTTP/1.1", host(), cookie());

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "/etc/passwd", "..%2F..%2Fetc", "latest"})
    void aRunIsNamedByItsIdAlone(String id) throws IOException {
        Answer answer = http.send("", "GET /api/run?id=" + id + " HTTP/1.1", host(), cookie());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("there is no such run here");
    }

    @Test
    void anOversizedBodyIsRefusedBeforeItIsRead() throws IOException {
        Answer said =
                http.raw(
                        String.join(
                                "\r\n",
                                "POST /api/schedule HTTP/1.1",
                                host(),
                                cookie(),
                                origin(),
                                "Gradus-Studio: 1",
                                "Content-Type: application/json",
                                "Content-Length: 99999999",
                                "Connection: close",
                                "",
                                "{"));

        assertThat(said.status()).isEqualTo(413);
    }

    @Test
    void anEndlessBodyIsCutOff() throws IOException {
        try (Socket socket = http.connect()) {
            var out = socket.getOutputStream();
            out.write(
                    String.join(
                                    "\r\n",
                                    "POST /api/schedule HTTP/1.1",
                                    host(),
                                    cookie(),
                                    origin(),
                                    "Gradus-Studio: 1",
                                    "Content-Type: application/json",
                                    "Transfer-Encoding: chunked",
                                    "Connection: close",
                                    "",
                                    "")
                            .getBytes(StandardCharsets.UTF_8));
            byte[] chunk =
                    ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.UTF_8);
            int sent = 0;
            try {
                for (; sent < 10_000; sent++) {
                    out.write(chunk);
                }
            } catch (IOException closed) {
                assertThat(sent).isPositive();
            }
            assertThat(sent).isLessThan(10_000);
        }
    }

    @Test
    void hugeHeadersAreRefused() throws IOException {
        assertThat(
                        http.send(
                                        "",
                                        "GET / HTTP/1.1",
                                        host(),
                                        cookie(),
                                        "X: " + "y".repeat(20_000))
                                .status())
                .isEqualTo(431);
    }

    @Test
    void everyReplyForbidsWhatThePageDoesNotNeed() throws IOException {
        for (String path : List.of("/", "/page/main.js", "/api/runs", "/nowhere")) {
            Answer answer = http.send("", "GET " + path + " HTTP/1.1", host(), cookie());
            assertThat(answer.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*", "http");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.head()).doesNotContain("Access-Control", "Server:", "Jetty");
        }
    }

    @Test
    void anEventStreamNeedsTheCookieToo() throws IOException {
        assertThat(http.send("", "GET /api/events HTTP/1.1", host()).status()).isEqualTo(403);
        try (Socket socket = http.connect()) {
            socket.getOutputStream()
                    .write(
                            String.join(
                                            "\r\n",
                                            "GET /api/events HTTP/1.1",
                                            host(),
                                            cookie(),
                                            "",
                                            "")
                                    .getBytes(StandardCharsets.UTF_8));
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            assertThat(head).contains("200 OK", "text/event-stream");
        }
    }

    @Test
    void readOnlyChangesNothing() throws IOException {
        try (Studio other = open(StudioSettings.Access.READ_ONLY)) {
            int otherPort = Integer.parseInt(other.address().replaceAll(".*:(\\d+)/.*", "$1"));
            var raw = new RawHttp(otherPort);
            String otherHost = "Host: 127.0.0.1:" + otherPort;
            String key =
                    raw.send(
                                    "",
                                    "GET " + other.address().replaceFirst(".*/", "/") + " HTTP/1.1",
                                    otherHost)
                            .header("Set-Cookie")
                            .replaceFirst(";.*", "");
            for (String path :
                    List.of(
                            "note",
                            "run/control",
                            "run/fork",
                            "run/resume",
                            "run/replay",
                            "run/measure",
                            "new/start")) {
                Answer answer =
                        raw.send(
                                "{\"id\":\"0\"}",
                                "POST /api/" + path + " HTTP/1.1",
                                otherHost,
                                "Cookie: " + key,
                                "Origin: http://127.0.0.1:" + otherPort,
                                "Gradus-Studio: 1",
                                "Content-Type: application/json");
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.body()).contains("--read-only");
            }
        }
    }

    @Test
    void aThousandConnectionsAreHeldOffAndThePageIsThereAgainAfterwards() throws Exception {
        var open = new ArrayList<Socket>();
        int held = 0;
        try {
            for (int i = 0; i < 1000; i++) {
                var socket = new Socket();
                open.add(socket);
                try {
                    socket.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5);
                } catch (IOException heldOff) {
                    held++;
                }
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }

        assertThat(held).isPositive();
        assertThat(http.send("", "GET / HTTP/1.1", host(), cookie()).status()).isEqualTo(200);
    }

    @Test
    void aClientThatSendsByteByByteIsDropped() throws Exception {
        try (Socket socket = http.connect()) {
            long begin = System.nanoTime();
            boolean dropped = false;
            for (char each :
                    "GET / HTTP/1.1 and so on without an end, a letter at a time".toCharArray()) {
                try {
                    socket.getOutputStream().write(each);
                    Thread.sleep(700);
                } catch (IOException closed) {
                    dropped = true;
                    break;
                }
            }

            assertThat(dropped).isTrue();
            assertThat(System.nanoTime() - begin).isLessThan(40_000_000_000L);
        }
    }
}
