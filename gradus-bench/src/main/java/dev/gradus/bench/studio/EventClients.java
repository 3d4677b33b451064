package dev.gradus.bench.studio;

import dev.gradus.number.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Raw readers of the event stream: of each three, one reads what comes, one reads a byte every
 * tenth of a second, and one never reads. Those that the studio drops come back, as a browser
 * would.
 */
final class EventClients implements AutoCloseable {
    private static final long SLOW_MILLIS = 100;

    private final PageClient page;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicLong read = new AtomicLong();
    private volatile boolean closed;

    /** How a client behaves. */
    private enum Habit {
        READS,
        SLOW,
        STUCK
    }

    EventClients(PageClient page, int clients) {
        this.page = page;
        for (int client = 0; client < clients; client++) {
            Habit habit = Habit.values()[client % Habit.values().length];
            threads.add(Thread.ofVirtual().start(() -> stay(habit)));
        }
    }

    /** Returns how many bytes all of them have read. */
    long read() {
        return read.get();
    }

    private void stay(Habit habit) {
        while (!closed) {
            try (Socket socket = connect()) {
                follow(socket.getInputStream(), habit);
            } catch (SocketException dropped) {
                pause(SLOW_MILLIS);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        synchronized (sockets) {
            sockets.add(socket);
        }
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), page.port()));
        String request =
                Text.of(
                        "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\n\r\n",
                        page.port(), page.cookie());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void follow(InputStream in, Habit habit) throws IOException {
        byte[] bytes = new byte[habit == Habit.SLOW ? 1 : 8192];
        while (!closed) {
            if (habit != Habit.READS) {
                pause(SLOW_MILLIS);
            }
            if (habit != Habit.STUCK) {
                int count = in.read(bytes);
                if (count < 0) {
                    return;
                }
                read.addAndGet(count);
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (sockets) {
            for (Socket socket : sockets) {
                try {
                    socket.close();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
