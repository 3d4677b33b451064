package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.data.PreparedTable.Shares;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.loss.Losses;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
    @TempDir Path folder;

    @Test
    void answersManyRequestsAtOnceAndSaysWhatIsWrongWithARow() throws Exception {
        try (Service service = new Service(model(), 0);
                HttpClient client = HttpClient.newHttpClient()) {
            List<String> answers =
                    IntStream.range(0, 40)
                            .parallel()
                            .mapToObj(i -> get(client, service, "length=%s&colour=red".formatted(i % 2 * 9)))
                            .map(HttpResponse::body)
                            .toList();

            for (int i = 0; i < answers.size(); i++) {
                String expected = i % 2 == 0 ? "short" : "long";
                assertTrue(probability(answers.get(i), expected) > 0.8, answers.get(i));
            }
            for (String wrong : List.of("colour=red", "length=long&colour=red", "length=1&length=2&colour=red")) {
                HttpResponse<String> refused = get(client, service, wrong);
                assertEquals(400, refused.statusCode());
                assertTrue(refused.body().contains("length"), refused.body());
            }
            HttpResponse<String> posted =
                    client.send(
                            HttpRequest.newBuilder(address(service, "length=9&colour=red"))
                                    .POST(HttpRequest.BodyPublishers.ofString("colour=red"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(405, posted.statusCode());
        }
    }

    @Test
    void whatItCannotStartWithIsSaidInOneLine() throws Exception {
        Path model = folder.resolve("sticks.gradus");
        model().save(model);
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(other.getLocalPort());

            String said = said(2, model.toString(), port);
            assertTrue(said.startsWith("Cannot listen on port " + port + " ("), said);
            assertTrue(said.contains("\"-Darguments=" + model + " 8081\""), said);
            assertEquals(1, said.lines().count());
        }
        for (String port : List.of("http", "", "-1", "65536", "99999999999")) {
            assertEquals(
                    "A port is a number from 0 to 65535, not '%s', as in \"-Darguments=%s 8081\"%n".formatted(port, model),
                    said(2, model.toString(), port));
        }
        assertTrue(said(2).startsWith("Which model?"));
        assertEquals(1, said(4, folder.resolve("none.gradus").toString()).lines().count());
    }

    private static String said(int code, String... arguments) throws IOException {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertEquals(code, Service.run(arguments));
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static double probability(String answer, String name) {
        return answer.lines()
                .filter(line -> line.startsWith(name + "\t"))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> get(HttpClient client, Service service, String query) {
        try {
            return client.send(
                    HttpRequest.newBuilder(address(service, query)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static URI address(Service service, String query) {
        return URI.create("http://127.0.0.1:%s/predict?%s".formatted(service.port(), query));
    }

    /** What is longer than 4 is long. */
    private Model model() throws IOException {
        StringBuilder text = new StringBuilder("length,colour,kind\n");
        for (int i = 0; i < 200; i++) {
            text.append(i % 10).append(i % 3 == 0 ? ",red," : ",blue,").append(i % 10 > 4 ? "long\n" : "short\n");
        }
        Path file = Files.writeString(folder.resolve("sticks.csv"), text);
        Table table = Table.of(file, TableFormat.usual());
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("kind"));
        PreparedTable parts = PreparedTable.of(table, roles, new Shares(0, 0), 1);
        Network network = Network.parse(parts.training().input(), "dense(8) relu dense(2)");
        return Trainer.of(network, Losses.softmaxCrossEntropy())
                .preparedBy(parts.preparation())
                .learningRate(0.3)
                .epochs(60)
                .fit(parts.training())
                .model();
    }
}
