package dev.gradus.studio.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page's own files. All of them are listed in the file {@code files.txt} beside them and read
 * when the studio starts: no name that a request brings is ever looked up in a file system.
 */
public final class Assets {
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    private Assets() {}

    /**
     * Returns a route for each file.
     *
     * @param beside a class of the module that holds them
     * @param folder where they are, as a resource
     */
    public static List<Route> routes(Class<?> beside, String folder) {
        var routes = new ArrayList<Route>();
        String names = new String(bytes(beside, folder + "files.txt"), StandardCharsets.UTF_8);
        for (String name : names.lines().filter(line -> !line.isBlank()).toList()) {
            byte[] body = bytes(beside, folder + name);
            String type =
                    TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
            var reply = new Reply(Reply.OK, type, body, Map.of());
            routes.add(Route.read(name.equals("index.html") ? "/" : "/page/" + name, _ -> reply));
        }
        return routes;
    }

    private static byte[] bytes(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the page's file " + name + " is missing");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
