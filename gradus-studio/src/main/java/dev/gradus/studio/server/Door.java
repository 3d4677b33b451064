package dev.gradus.studio.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Decides who gets in. Every request goes through it, with any path and method, before anything is
 * looked up: first the address it was sent to, which a page of another site cannot choose (DNS
 * rebinding), then where it comes from, then the secret.
 */
final class Door {
    /** The header that every request other than GET must have; other sites cannot send it. */
    static final String HEADER = "Gradus-Studio";

    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<String> OWN_FETCHES = Set.of("same-origin", "none");

    private final Secrets secrets;
    private final Set<String> hosts;
    private final String cookieName;

    Door(Secrets secrets, int port) {
        this.secrets = secrets;
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.cookieName = "gradus-studio-" + port;
    }

    /** Returns the refusal of a request; empty for one that may come in. */
    Optional<Reply> refusal(Request request) {
        if (!isForUs(request)) {
            return forbidden("this address is not the studio's");
        }
        if (!isFromUs(request)) {
            return forbidden("the request comes from another site");
        }
        if (!hasCookie(request)) {
            return forbidden(
                    "open the address that gradus studio printed: it carries the key to this page");
        }
        if (!request.getMethod().equals("GET") && !mayWrite(request)) {
            return forbidden("the request does not come from the studio's own page");
        }
        return Optional.empty();
    }

    /** Returns the reply that lets a browser with the token in. */
    Optional<Reply> welcome(Request request) {
        boolean isDoor =
                request.getMethod().equals("GET")
                        && request.getHttpURI().getCanonicalPath().equals("/")
                        && isForUs(request);
        if (!isDoor || !showsToken(request)) {
            return Optional.empty();
        }
        String cookie =
                "%s=%s; Path=/; HttpOnly; SameSite=Strict".formatted(cookieName, secrets.cookie());
        return Optional.of(
                new Reply(
                        Reply.SEE_OTHER,
                        "text/plain; charset=utf-8",
                        new byte[0],
                        Map.of("Set-Cookie", cookie, "Location", "/")));
    }

    private boolean showsToken(Request request) {
        String query = request.getHttpURI().getQuery();
        String prefix = "token=";
        return query != null
                && query.startsWith(prefix)
                && secrets.isToken(query.substring(prefix.length()));
    }

    private boolean isForUs(Request request) {
        List<String> written = request.getHeaders().getValuesList(HttpHeader.HOST);
        String authority = request.getHttpURI().getAuthority();
        return written.size() == 1
                && hosts.contains(written.getFirst())
                && (authority == null || authority.equals(written.getFirst()));
    }

    /** Checks where a request comes from, as the browser says; the user agent does not matter. */
    private static boolean isFromUs(Request request) {
        String site = request.getHeaders().get(FETCH_SITE);
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        return (site == null || OWN_FETCHES.contains(site))
                && (origin == null || origin.equals(ownOrigin(request)));
    }

    private boolean hasCookie(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(cookieName))
                .map(HttpCookie::getValue)
                .anyMatch(secrets::isCookie);
    }

    private static boolean mayWrite(Request request) {
        HttpField header = request.getHeaders().getField(HEADER);
        return header != null
                && ownOrigin(request).equals(request.getHeaders().get(HttpHeader.ORIGIN));
    }

    private static String ownOrigin(Request request) {
        return "http://" + request.getHeaders().get(HttpHeader.HOST);
    }

    private static Optional<Reply> forbidden(String sentence) {
        return Optional.of(Reply.text(Reply.FORBIDDEN, sentence));
    }
}
