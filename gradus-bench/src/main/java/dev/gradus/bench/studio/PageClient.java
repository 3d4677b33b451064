package dev.gradus.bench.studio;

import dev.gradus.number.Text;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;

/** Asks the studio what its page would ask. */
final class PageClient implements AutoCloseable {
    private static final int OK = 200;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).followRedirects(Redirect.NORMAL).build();
    private final URI address;

    /** Opens the address that the studio printed, which gives the cookie. */
    PageClient(String address) {
        this.address = URI.create(address);
        get("/?" + this.address.getQuery());
    }

    /** Returns the text of an answer. */
    String get(String path) {
        try {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(address.resolve(path)).build(),
                            BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IllegalStateException(
                        Text.of(
                                "%s was answered with %d: %s",
                                path, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException failure) {
            throw new IllegalStateException("the studio does not answer " + path, failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + path, interruption);
        }
    }

    int port() {
        return address.getPort();
    }

    /** Returns the cookie as a header's value. */
    String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::toString)
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        client.close();
    }
}
