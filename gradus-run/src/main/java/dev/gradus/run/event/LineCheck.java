package dev.gradus.run.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The check of a log line in its last field, {@code "check":"12:9f3c0a1e"}: the number of the line,
 * counted from 1 each time the log is opened for writing, and the CRC-32 of all bytes of the line
 * before it. Without it, a changed digit would go unnoticed.
 *
 * @param number the number of the line
 * @param isRight whether the line is as it was written
 */
public record LineCheck(long number, boolean isRight) {
    private static final byte[] FIELD = bytes(",\"check\":\"");
    private static final byte[] END = bytes("\"}");
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGITS = 8;
    private static final int LONGEST_NUMBER = 18;

    /**
     * {@return a JSON object, which must have a field, with the check as its last one}
     *
     * @param object the object, on one line
     * @param number the number of the line in the log, from 0
     */
    public static byte[] checked(String object, long number) {
        String body = object.substring(0, object.length() - 1) + ",\"check\":\"" + number + ":";
        byte[] bytes = bytes(body);
        String crc = HEX.toHexDigits(crc(bytes, bytes.length), DIGITS);
        byte[] line = Arrays.copyOf(bytes, bytes.length + DIGITS + END.length);
        System.arraycopy(bytes(crc + "\"}"), 0, line, bytes.length, DIGITS + END.length);
        return line;
    }

    /**
     * {@return the check of a line; empty if it has none, as in older logs}
     *
     * @param line one line of the log
     */
    public static Optional<LineCheck> of(byte[] line) {
        int crc = line.length - END.length - DIGITS;
        if (crc < 1 || !isAt(line, line.length - END.length, END) || line[crc - 1] != ':') {
            return Optional.empty();
        }
        int start = crc - 1;
        while (start > 0 && isDigit(line[start - 1])) {
            start--;
        }
        int length = crc - 1 - start;
        if (length == 0 || length > LONGEST_NUMBER || !isAt(line, start - FIELD.length, FIELD)) {
            return Optional.empty();
        }
        String written = text(line, crc, DIGITS);
        boolean right = written.equals(HEX.toHexDigits(crc(line, crc), DIGITS));
        return Optional.of(new LineCheck(Long.parseLong(text(line, start, length)), right));
    }

    private static boolean isAt(byte[] line, int at, byte[] part) {
        return at >= 0 && Arrays.equals(line, at, at + part.length, part, 0, part.length);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static long crc(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    private static String text(byte[] line, int from, int length) {
        return new String(line, from, length, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
