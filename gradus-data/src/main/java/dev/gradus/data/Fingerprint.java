package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A short text that identifies contents: the number of the rule by which it was made, then the
 * first half of a SHA-256.
 *
 * <p>Rule 1 takes a data set's shape, target and class names, then all examples, {@value #ROWS} at
 * a time: the inputs of each, then the target of each. Names and paths of files do not matter. Of a
 * data set with more than {@value #VALUES} values only examples at equal distances count, and the
 * rule is called {@code 1s}.
 */
public final class Fingerprint {
    /** The most values that are read, in about a quarter of a second. */
    private static final long VALUES = 1L << 26;

    private static final int ROWS = 64;
    private static final int VALUES_AT_ONCE = 1 << 16;
    private static final int BYTES = 16;

    private final MessageDigest digest = Sha256.digest();

    Fingerprint() {}

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
        int width = data.input().size();
        int step = (int) Math.max(1, Math.ceilDiv(data.size() * (width + 1L), VALUES));
        var batch = new Batch(atOnce(width), width, data.target());
        var targets = ByteBuffer.allocate(Math.multiplyExact(ROWS, bytes(data.target())));
        int row = 0;
        for (long example = 0; example < data.size(); example += step) {
            DatasetView.copy(data, (int) example, batch, row++);
            if (row == batch.capacity()) {
                fingerprint.add(batch, row, targets);
                row = 0;
            }
        }
        fingerprint.add(batch, row, targets);
        return fingerprint.with(targets).text(step == 1 ? "1" : "1s");
    }

    /** Returns how many examples are in memory at once; {@link #ROWS} are several times as many. */
    private static int atOnce(int width) {
        return Integer.highestOneBit(Math.clamp(VALUES_AT_ONCE / width, 1, ROWS));
    }

    private static int bytes(Target target) {
        return switch (target) {
            case Target.Classes _ -> Integer.BYTES;
            case Target.Values(int width) -> Math.multiplyExact(Float.BYTES, width);
        };
    }

    /** Takes the inputs of some examples, and their targets once there is no room for more. */
    private void add(Batch batch, int rows, ByteBuffer targets) {
        Sha256.add(digest, batch.inputs(), rows * batch.inputSize());
        switch (batch.target()) {
            case Target.Classes _ -> targets.asIntBuffer().put(batch.labels(), 0, rows);
            case Target.Values(int width) ->
                    targets.asFloatBuffer().put(batch.values(), 0, rows * width);
        }
        targets.position(targets.position() + rows * bytes(batch.target()));
        if (!targets.hasRemaining()) {
            with(targets);
        }
    }

    private Fingerprint with(ByteBuffer targets) {
        digest.update(targets.flip());
        targets.clear();
        return this;
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

    /** Returns the fingerprint by rule 1. */
    String text() {
        return text("1");
    }

    private String text(String rule) {
        return rule + ":" + HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
