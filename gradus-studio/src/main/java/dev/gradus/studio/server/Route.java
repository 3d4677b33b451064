package dev.gradus.studio.server;

import java.util.function.Function;

/**
 * A request that the server answers; it refuses all others.
 *
 * @param kind what it does
 * @param path its exact path
 * @param answer answers it
 */
public record Route(Kind kind, String path, Function<Call, Reply> answer) {
    /** What a request does. */
    public enum Kind {
        /** It reads, by GET. */
        READ,
        /** It reads, with a question too long for an address, by POST. */
        ASK,
        /** It changes something, by POST. */
        WRITE
    }

    /** Returns a route that reads. */
    public static Route read(String path, Function<Call, Reply> answer) {
        return new Route(Kind.READ, path, answer);
    }

    /** Returns a route for long questions. */
    public static Route ask(String path, Function<Call, Reply> answer) {
        return new Route(Kind.ASK, path, answer);
    }

    /** Returns a route that changes something. */
    public static Route write(String path, Function<Call, Reply> answer) {
        return new Route(Kind.WRITE, path, answer);
    }

    String method() {
        return kind == Kind.READ ? "GET" : "POST";
    }
}
