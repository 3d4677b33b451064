package dev.gradus.data.numpy;

import dev.gradus.number.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of an array's elements, which NumPy writes as {@code <f4}: byte order, kind, bytes.
 *
 * @param kind {@code f} for binary floating point, {@code i} and {@code u} for whole numbers with
 *     and without a sign, {@code b} for true and false
 * @param bytes how many bytes an element has: 1, 2, 4 or 8
 * @param order of the bytes
 */
record NpyType(char kind, int bytes, ByteOrder order) {
    private static final Pattern FORM = Pattern.compile("([<>=|])([fiub])([1248])");
    private static final double TWO_TO_64 = 0x1p64;

    /**
     * Reads a type.
     *
     * @throws IllegalArgumentException if it cannot be read here; the message says how to convert
     *     it
     */
    static NpyType parse(String text) {
        Matcher form = FORM.matcher(text);
        boolean isKnown =
                form.matches()
                        && !(form.group(2).equals("f") && form.group(3).equals("1"))
                        && !(form.group(2).equals("b") && !form.group(3).equals("1"));
        if (!isKnown) {
            throw new IllegalArgumentException(
                    "has elements of type '%s'; expected f2, f4, f8, i1 to i8, u1 to u8 or b1: convert them in NumPy, as in a.astype('f4')"
                            .formatted(Text.shortened(text)));
        }
        return new NpyType(
                form.group(2).charAt(0), Integer.parseInt(form.group(3)), order(form.group(1)));
    }

    private static ByteOrder order(String mark) {
        return switch (mark) {
            case ">" -> ByteOrder.BIG_ENDIAN;
            case "=" -> ByteOrder.nativeOrder();
            default -> ByteOrder.LITTLE_ENDIAN;
        };
    }

    boolean isWhole() {
        return kind != 'f';
    }

    boolean isByte() {
        return kind == 'u' && bytes == Byte.BYTES;
    }

    boolean isFloat() {
        return kind == 'f' && bytes == Float.BYTES;
    }

    boolean isDouble() {
        return kind == 'f' && bytes == Double.BYTES;
    }

    /** Returns the element at a byte; a whole number beyond 2⁵³ is rounded. */
    double number(ByteBuffer data, int at) {
        return switch (kind) {
            case 'f' -> floating(data, at);
            case 'i' -> whole(data, at);
            case 'b' -> data.get(at) == 0 ? 0 : 1;
            default -> unsigned(data, at);
        };
    }

    private double floating(ByteBuffer data, int at) {
        return switch (bytes) {
            case 2 -> Float.float16ToFloat(data.getShort(at));
            case 4 -> data.getFloat(at);
            default -> data.getDouble(at);
        };
    }

    private long whole(ByteBuffer data, int at) {
        return switch (bytes) {
            case 1 -> data.get(at);
            case 2 -> data.getShort(at);
            case 4 -> data.getInt(at);
            default -> data.getLong(at);
        };
    }

    private double unsigned(ByteBuffer data, int at) {
        long whole = whole(data, at);
        if (bytes < Long.BYTES) {
            return whole & ((1L << (8 * bytes)) - 1);
        }
        return whole >= 0 ? whole : whole + TWO_TO_64;
    }

    /** Returns the element at a byte as the field of a table: empty for NaN. */
    String text(ByteBuffer data, int at) {
        return switch (kind) {
            case 'b' -> data.get(at) == 0 ? "false" : "true";
            case 'i' -> Long.toString(whole(data, at));
            case 'u' ->
                    bytes == Long.BYTES
                            ? Long.toUnsignedString(data.getLong(at))
                            : Long.toString((long) unsigned(data, at));
            default -> text(floating(data, at));
        };
    }

    private String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return bytes < Double.BYTES ? Float.toString((float) value) : Double.toString(value);
    }

    @Override
    public String toString() {
        return "" + kind + bytes;
    }
}
