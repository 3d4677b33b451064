package dev.gradus.studio.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Closes connections that take too long: those that send a request byte by byte, idle ones, and
 * requests that do not end.
 */
final class Sweeper {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_MILLIS = 1000;

    private final ServerConnector connector;

    /** Since when a connection waits for the next request. */
    private final Map<EndPoint, Long> idle = new ConcurrentHashMap<>();

    private final Map<EndPoint, Long> busy = new ConcurrentHashMap<>();

    private final Map<EndPoint, Boolean> streams = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Sweeper(ServerConnector connector) {
        this.connector = connector;
    }

    void start() {
        Thread.ofVirtual().name("studio-sweep").start(this::sweep);
    }

    void begins(EndPoint connection) {
        busy.put(connection, System.nanoTime());
    }

    /** Event streams are exempt, since they have no end. */
    void streams(EndPoint connection) {
        streams.put(connection, true);
    }

    void ends(EndPoint connection) {
        busy.remove(connection);
        streams.remove(connection);
        idle.put(connection, System.nanoTime());
    }

    private void sweep() {
        while (!closed) {
            long now = System.nanoTime();
            var there = connector.getConnectedEndPoints();
            idle.keySet().retainAll(there);
            busy.keySet().retainAll(there);
            streams.keySet().retainAll(there);
            for (EndPoint each : there) {
                if (isLate(each, now)) {
                    each.close();
                }
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private boolean isLate(EndPoint connection, long now) {
        if (streams.containsKey(connection)) {
            return false;
        }
        Long since = busy.get(connection);
        if (since != null) {
            return now - since > BUSY_NANOS;
        }
        return now - idle.computeIfAbsent(connection, _ -> now) > IDLE_NANOS;
    }

    void close() {
        closed = true;
    }
}
