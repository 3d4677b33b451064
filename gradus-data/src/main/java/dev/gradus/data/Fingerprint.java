package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short text that identifies contents: the number of the rule by which it was made, then the
 * first half of a SHA-256.
 *
 * <p>Rule 1 takes a data set's shape, target and class names, then the inputs and the target of
 * every example; names and paths of files do not matter. Of a data set with more than {@value
 * #VALUES} values only examples at equal distances count, and the rule is called {@code 1s}.
 */
public final class Fingerprint {
    /** The most values that are read, in about a quarter of a second. */
    private static final long VALUES = 1L << 26;

    private static final int ROWS = 64;
    private static final int BYTES = 16;

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Returns the fingerprint of a text by rule 1, which takes its UTF-8 bytes.
     *
     * @param text any text, such as a recipe in a fixed order
     * @return a short text, the same for the same text only
     */
    public static String of(String text) {
        return new Fingerprint().with(text).text();
    }

    /** Returns the fingerprint of a data set of any class. */
    static String of(Dataset data) {
        var fingerprint = new Fingerprint().with(description(data));
        long width = data.input().size() + 1L;
        int step = (int) Math.max(1, Math.ceilDiv(data.size() * width, VALUES));
        var batch = new Batch(ROWS, data.input().size(), data.target());
        int row = 0;
        for (long example = 0; example < data.size(); example += step) {
            data.copy((int) example, batch, row++);
            if (row == ROWS) {
                fingerprint.with(batch, row);
                row = 0;
            }
        }
        return fingerprint.with(batch, row).text(step == 1 ? "1" : "1s");
    }

    /** Returns the description of a data set, without its examples. */
    static String description(Dataset data) {
        String target =
                switch (data.target()) {
                    case Target.Classes classes -> "classes " + classes.outputs();
                    case Target.Values values -> "values " + values.outputs();
                };
        return String.join(
                "\n",
                String.valueOf(data.size()),
                data.input().toString(),
                target,
                String.join("\t", data.classNames()),
                "");
    }

    private Fingerprint with(Batch batch, int rows) {
        with(batch.inputs(), rows * batch.inputSize());
        return switch (batch.target()) {
            case Target.Classes _ -> with(batch.labels(), rows);
            case Target.Values(int width) -> with(batch.values(), rows * width);
        };
    }

    Fingerprint with(String text) {
        return with(text.getBytes(StandardCharsets.UTF_8));
    }

    Fingerprint with(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    Fingerprint with(int[] numbers, int count) {
        var bytes = ByteBuffer.allocate(count * Integer.BYTES);
        bytes.asIntBuffer().put(numbers, 0, count);
        digest.update(bytes);
        return this;
    }

    private Fingerprint with(float[] numbers, int count) {
        var bytes = ByteBuffer.allocate(count * Float.BYTES);
        bytes.asFloatBuffer().put(numbers, 0, count);
        digest.update(bytes);
        return this;
    }

    /** Returns the fingerprint by rule 1. */
    String text() {
        return text("1");
    }

    private String text(String rule) {
        return rule + ":" + HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
