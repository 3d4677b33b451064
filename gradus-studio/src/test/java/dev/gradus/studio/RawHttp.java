package dev.gradus.studio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Speaks to the studio as no browser would: every byte is the test's own. */
final class RawHttp {
    private static final int PATIENCE = 30_000;

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /** What came back. */
    record Answer(int status, String head, String body) {
        /** Returns a header, or nothing. */
        String header(String name) {
            return head.lines()
                    .filter(line ->
                            line.toLowerCase(Locale.ROOT)
                                    .startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    /** Sends lines and a body, and reads until the studio closes the connection. */
    Answer send(String body, String... lines) throws IOException {
        String head = String.join("\r\n", lines) + "\r\nConnection: close\r\n";
        if (!body.isEmpty()) {
            head += "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n";
        }
        return raw(head + "\r\n" + body);
    }

    Answer raw(String text) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return parsed(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Answer parsed(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, text, "");
        }
        String head = text.substring(0, end);
        return new Answer(Integer.parseInt(head.substring(9, 12)), head, text.substring(end + 4));
    }
}
