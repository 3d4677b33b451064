package dev.gradus.studio.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/**
 * Pages that stay open, by server-sent events. Each has a virtual thread and remembers only the
 * last news sent: one that reads slowly gets news less often, and one that does not read at all is
 * dropped when a write has waited too long.
 */
final class EventStreams {
    static final int MOST = 24;

    private static final long BREATH_MILLIS = 400;
    private static final long SILENCE_MILLIS = 10_000;
    private static final byte[] ALIVE = bytes(": alive\n\n");

    private final News news;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closed;

    EventStreams(News news) {
        this.news = news;
    }

    int open() {
        return open.get();
    }

    boolean take() {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Writes until the page goes away or the studio ends, and then frees its place. */
    void write(Response response) throws IOException, InterruptedException {
        response.getHeaders().put("Content-Type", "text/event-stream");
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            out.write(bytes("retry: 1000\n\n"));
            out.flush();
            News.Reader reader = news.open();
            while (!closed) {
                String text = reader.next(SILENCE_MILLIS);
                out.write(text.isEmpty() ? ALIVE : bytes("data: " + text + "\n\n"));
                out.flush();
                Thread.sleep(BREATH_MILLIS);
            }
        } finally {
            open.decrementAndGet();
        }
    }

    void close() {
        closed = true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
