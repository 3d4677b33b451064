package dev.gradus.studio.server;

import java.util.function.Function;

/**
 * A thing that may be asked for. There are no others.
 *
 * @param kind what it does
 * @param path exactly how it is written
 * @param answer answers it
 */
public record Route(Kind kind, String path, Function<Call, Reply> answer) {
    /** What a request does. */
    public enum Kind {
        /** It looks, by GET. */
        READ,
        /** It asks a question that is too long for an address, by POST. */
        ASK,
        /** It changes something, by POST. */
        WRITE
    }

    /** A request that looks. */
    public static Route read(String path, Function<Call, Reply> answer) {
        return new Route(Kind.READ, path, answer);
    }

    /** A question. */
    public static Route ask(String path, Function<Call, Reply> answer) {
        return new Route(Kind.ASK, path, answer);
    }

    /** A request that changes something. */
    public static Route write(String path, Function<Call, Reply> answer) {
        return new Route(Kind.WRITE, path, answer);
    }

    String method() {
        return kind == Kind.READ ? "GET" : "POST";
    }
}
