package dev.gradus.studio.server;

import dev.gradus.data.DataException;
import dev.gradus.number.Text;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The server. It listens only on 127.0.0.1, and answers only its routes. */
public final class StudioServer implements AutoCloseable {
    static final int MOST_CONNECTIONS = 64;

    private static final String ADDRESS = "127.0.0.1";
    private static final String STREAM = "/api/events";
    private static final int HEADER_BYTES = 8 << 10;
    private static final long IDLE_MILLIS = 20_000;
    private static final int BACKLOG = 64;
    private static final int AT_ONCE = 400;
    private static final int A_SECOND = 80;
    private static final int WRITES_AT_ONCE = 40;
    private static final int WRITES_A_SECOND = 8;

    private final Server server = new Server(new VirtualThreadPool(4 * MOST_CONNECTIONS));
    private final ServerConnector connector;
    private final Secrets secrets = new Secrets();
    private final Map<String, Route> routes = new HashMap<>();
    private final Set<String> paths = new HashSet<>();
    private final EventStreams streams;
    private final Sweeper sweeper;
    private final Set<Route.Kind> kinds;
    private final Allowance requests = new Allowance(AT_ONCE, A_SECOND, System::nanoTime);
    private final Allowance writes =
            new Allowance(WRITES_AT_ONCE, WRITES_A_SECOND, System::nanoTime);
    private Optional<Door> door = Optional.empty();

    /**
     * Prepares a server.
     *
     * @param routes the requests it answers
     * @param news the news for open pages
     * @param port where to listen; 0 for any free port
     * @param kinds the kinds of requests it answers; it refuses others
     */
    public StudioServer(List<Route> routes, News news, int port, Set<Route.Kind> kinds) {
        routes.forEach(route -> {
            this.routes.put(route.method() + ' ' + route.path(), route);
            paths.add(route.path());
        });
        paths.add(STREAM);
        this.kinds = Set.copyOf(kinds);
        this.streams = new EventStreams(news);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(plain()));
        this.sweeper = new Sweeper(connector);
        connector.setHost(ADDRESS);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        server.setErrorHandler(StudioServer::fault);
        server.setHandler(new Rooms());
    }

    private static HttpConfiguration plain() {
        var plain = new HttpConfiguration();
        plain.setSendServerVersion(false);
        plain.setSendDateHeader(false);
        plain.setRequestHeaderSize(HEADER_BYTES);
        return plain;
    }

    /**
     * Starts listening.
     *
     * @throws RunException if the port is taken or there is no such address
     */
    public void start() {
        try {
            server.start();
        } catch (Exception e) { // Jetty throws exceptions of any kind
            throw new RunException(
                    Text.of(
                            "the studio cannot listen on %s, port %d: %s; give another port (--port)",
                            ADDRESS, connector.getPort(), reason(e)),
                    e);
        }
        door = Optional.of(new Door(secrets, port()));
        sweeper.start();
    }

    private static String reason(Exception fault) {
        Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        return cause instanceof IOException io
                ? FileFault.reason(io)
                : String.valueOf(cause.getMessage());
    }

    /** Returns the port that is listened on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Returns the address that lets a browser in. */
    public String address() {
        return "http://" + ADDRESS + ':' + port() + "/?token=" + secrets.token();
    }

    /** Returns how many pages are open. */
    public int open() {
        return streams.open();
    }

    @Override
    public void close() {
        streams.close();
        sweeper.close();
        try {
            server.stop();
        } catch (Exception e) { // Jetty throws exceptions of any kind
            throw new RunException("the studio's server did not end: " + e.getMessage(), e);
        }
    }

    /** Replies to requests that Jetty refuses, without quoting the request. */
    private static boolean fault(Request request, Response response, Callback callback) {
        PlainHeaders.put(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.write(true, ByteBuffer.allocate(0), callback);
        return true;
    }

    private final class Rooms extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
            sweeper.begins(connection);
            PlainHeaders.put(response.getHeaders());
            try {
                Optional<Reply> reply = answer(request);
                if (reply.isPresent()) {
                    send(reply.get(), response, callback);
                } else {
                    sweeper.streams(connection);
                    streams.write(response);
                    callback.succeeded();
                }
            } catch (IOException | InterruptedException gone) {
                callback.failed(gone);
            } finally {
                sweeper.ends(connection);
            }
            return true;
        }
    }

    /** Returns the refusal of an event stream; empty if it may be written. */
    private Optional<Reply> answer(Request request) throws IOException {
        if (door.isEmpty()) {
            return said(Reply.BUSY, "the studio is starting");
        }
        Optional<Reply> atTheDoor =
                door.get().welcome(request).or(() -> door.get().refusal(request));
        if (atTheDoor.isPresent()) {
            return atTheDoor;
        }
        if (!requests.take()) {
            return said(Reply.TOO_MANY, "too many requests; wait a second");
        }
        String path = request.getHttpURI().getCanonicalPath();
        if (!paths.contains(path)) {
            return said(Reply.MISSING, "there is no such page");
        }
        if (path.equals(STREAM) && request.getMethod().equals("GET")) {
            return streams.take()
                    ? Optional.empty()
                    : said(Reply.BUSY, "too many pages of the studio are open; close some");
        }
        Route route = routes.get(request.getMethod() + ' ' + path);
        return route == null
                ? said(Reply.NO_SUCH_METHOD, "this request needs another method")
                : Optional.of(answer(route, request));
    }

    private static Optional<Reply> said(int status, String sentence) {
        return Optional.of(Reply.text(status, sentence));
    }

    private Reply answer(Route route, Request request) throws IOException {
        if (!kinds.contains(route.kind())) {
            return Reply.text(
                    Reply.FORBIDDEN,
                    "this studio was started with --read-only: it changes nothing");
        }
        if (route.kind() == Route.Kind.WRITE && !writes.take()) {
            return Reply.text(Reply.TOO_MANY, "too many changes; wait a second");
        }
        try {
            return route.answer()
                    .apply(
                            new Call(
                                    query(request),
                                    route.kind() == Route.Kind.READ ? null : Body.read(request)));
        } catch (Body.Refused refused) {
            return refused.reply();
        } catch (IllegalArgumentException | RunException | DataException wrong) {
            return Reply.refused(String.valueOf(wrong.getMessage()));
        } catch (RuntimeException fault) { // the page shows it; the studio continues
            return Reply.text(Reply.FAULT, "an error in Gradus: " + fault);
        }
    }

    private static Map<String, String> query(Request request) {
        var query = new HashMap<String, String>();
        Fields fields = Request.extractQueryParameters(request);
        fields.forEach(field -> query.put(field.getName(), field.getValue()));
        return query;
    }

    private static void send(Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }
}
