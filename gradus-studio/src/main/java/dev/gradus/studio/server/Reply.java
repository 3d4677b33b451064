package dev.gradus.studio.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer to a request.
 *
 * @param status the HTTP status
 * @param type the media type
 * @param body the bytes
 * @param headers beyond those that every reply has
 */
@SuppressWarnings("ArrayRecordComponent") // written once and never compared
public record Reply(int status, String type, byte[] body, Map<String, String> headers) {
    static final int OK = 200;
    static final int SEE_OTHER = 303;
    static final int WRONG = 400;
    static final int FORBIDDEN = 403;
    static final int MISSING = 404;
    static final int NO_SUCH_METHOD = 405;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int WRONG_TYPE = 415;
    static final int TOO_MANY = 429;
    static final int FAULT = 500;
    static final int BUSY = 503;

    private static final String TEXT = "text/plain; charset=utf-8";

    /** Answers with a JSON value, as {@link PageJson} writes it. */
    public static Reply json(Object value) {
        return new Reply(
                OK,
                "application/json",
                PageJson.text(value).getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    /** Answers that the request is wrong, with a sentence for a person. */
    public static Reply refused(String sentence) {
        return new Reply(
                CONFLICT,
                "application/json",
                PageJson.text(Map.of("error", sentence)).getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    static Reply text(int status, String sentence) {
        return new Reply(
                status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
