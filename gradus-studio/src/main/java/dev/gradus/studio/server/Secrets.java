package dev.gradus.studio.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The proof that a request comes from the person who started the studio: the token in the address
 * that was printed, and the cookie that the browser gets for it. Both have 256 bits and live as
 * long as the studio.
 */
final class Secrets {
    private static final int BYTES = 32;

    private final String token = random();
    private final String cookie = random();

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String token() {
        return token;
    }

    String cookie() {
        return cookie;
    }

    boolean isToken(String written) {
        return same(written, token);
    }

    boolean isCookie(String written) {
        return same(written, cookie);
    }

    /** Compares in constant time. */
    private static boolean same(String written, String right) {
        return MessageDigest.isEqual(
                written.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
