package dev.gradus.number;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes by SHA-256, which every Java platform has. */
public final class Sha256 {
    private static final int BLOCK = 1 << 12;

    private Sha256() {}

    /** {@return a digest of no bytes} */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Adds the bits of numbers, the highest byte of each first; there may be any number of them.
     *
     * @param digest takes them
     * @param values the numbers
     * @param count how many of them, from the first on
     */
    public static void add(MessageDigest digest, float[] values, int count) {
        var bytes = ByteBuffer.allocate(BLOCK * Float.BYTES);
        for (int at = 0; at < count; ) {
            int block = Math.min(BLOCK, count - at);
            bytes.clear().asFloatBuffer().put(values, at, block);
            digest.update(bytes.limit(block * Float.BYTES));
            at += block;
        }
    }
}
