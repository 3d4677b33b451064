package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gradus.model.Model;
import dev.gradus.model.ModelException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers GET /predict?column=value&… with a line for each class and its probability. All requests
 * share one model: it is a value, and any number of threads may use it at once.
 *
 * <p>Run it in a checkout of Gradus, as {@code examples/README.md} says:
 *
 * <pre>{@code ./mvnw -q -f examples/service compile exec:exec -Darguments=MODEL}</pre>
 *
 * <p>MODEL is such as {@code ../table/penguins.gradus}, which the example of a table leaves. A port
 * after it, as in {@code "-Darguments=MODEL 8081"}, is listened on instead of 8080.
 */
public final class Service implements AutoCloseable {
    private final Model model;
    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /** Starts to serve a model on a port of this machine; 0 for any that is free. */
    public Service(Model model, int port) throws IOException {
        this.model = model;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/predict", this::predict);
        server.setExecutor(threads);
        server.start();
    }

    public static void main(String[] arguments) throws IOException {
        int code = run(arguments);
        if (code > 0) {
            System.exit(code);
        }
    }

    /** Serves, and returns 0; else the exit code: 2 for wrong arguments, 4 for a model that cannot be read. */
    static int run(String... arguments) throws IOException {
        if (arguments.length == 0) {
            System.err.println("Which model? Add -Darguments=../table/penguins.gradus, which the example of a table leaves.");
            return 2;
        }
        int port = arguments.length == 1 ? 8080 : port(arguments[1]);
        if (port < 0) {
            System.err.printf("A port is a number from 0 to 65535, not '%s', as in \"-Darguments=%s 8081\"%n", arguments[1], arguments[0]);
            return 2;
        }
        try {
            Service service = new Service(Model.load(Path.of(arguments[0])), port);
            System.out.println("http://127.0.0.1:" + service.port() + "/predict");
            return 0;
        } catch (ModelException unreadable) {
            System.err.println(unreadable.getMessage());
            return 4;
        } catch (BindException taken) {
            System.err.printf(
                    "Cannot listen on port %d (%s). Add another port: \"-Darguments=%s 8081\"%n",
                    port, taken.getMessage(), arguments[0]);
            return 2;
        }
    }

    /** Returns the port that a text names; -1 if it names none. */
    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port <= 65_535 ? port : -1;
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void predict(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            send(exchange, 405, "write the columns into the address: GET /predict?column=value&…\n");
            return;
        }
        try {
            // @start region="predict"
            float[] probabilities = model.predict(fields(exchange.getRequestURI().getRawQuery()));
            // @end
            StringBuilder answer = new StringBuilder();
            List<String> classes = model.meaning().outputs();
            for (int i = 0; i < probabilities.length; i++) {
                answer.append(classes.get(i)).append('\t').append(probabilities[i]).append('\n');
            }
            send(exchange, 200, answer.toString());
        } catch (IllegalArgumentException wrongRow) {
            send(exchange, 400, wrongRow.getMessage() + "\n"); // names the column, and what it takes
        }
    }

    private static Map<String, String> fields(String query) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String column = decoded(parts[0]);
            if (fields.put(column, parts.length == 1 ? "" : decoded(parts[1])) != null) {
                throw new IllegalArgumentException("column '" + column + "' is given twice");
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
