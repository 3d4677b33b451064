package dev.gradus.studio.server;

import dev.gradus.number.Text;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** The body of a request, read within limits. */
final class Body {
    static final int MOST_BYTES = 1 << 16;

    private static final String JSON = "application/json";

    private Body() {}

    /** A fault of a body, as a status. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        Reply reply() {
            return Reply.text(status, String.valueOf(getMessage()));
        }
    }

    static JsonFields read(Request request) throws Refused, IOException {
        if (!JSON.equals(request.getHeaders().get(HttpHeader.CONTENT_TYPE))) {
            throw new Refused(Reply.WRONG_TYPE, "the body must be " + JSON);
        }
        if (request.getLength() > MOST_BYTES) {
            throw tooLarge();
        }
        byte[] bytes;
        try (InputStream body = Content.Source.asInputStream(request)) {
            bytes = body.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw tooLarge();
        }
        return Json.read(text(bytes), "the request");
    }

    private static String text(byte[] bytes) throws Refused {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Refused(Reply.WRONG, "the body must be UTF-8");
        }
    }

    private static Refused tooLarge() {
        return new Refused(Reply.TOO_LARGE, Text.of("a body has at most %,d bytes", MOST_BYTES));
    }
}
