package dev.gradus.data.numpy;

import dev.gradus.number.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header of an {@code .npy} file, before its elements: {@code \x93NUMPY}, the version in two
 * bytes, the length of what follows in two bytes (four from version 2 on) with the lowest byte
 * first, and a Python dictionary of {@code descr}, {@code fortran_order} and {@code shape}.
 *
 * @param type of the elements
 * @param layout the order of the elements
 * @param shape the extents, outermost first; empty for a single number
 * @param length how many bytes come before the elements
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy: the
 *     format</a>
 */
record NpyHeader(NpyType type, Layout layout, List<Long> shape, int length) {
    /** Which index runs fastest. */
    enum Layout {
        /** The last one. */
        C,
        /** The first one. */
        FORTRAN
    }

    private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);

    /** NumPy itself refuses headers of more than 10,000 bytes. */
    private static final int LONGEST = 1 << 16;

    NpyHeader {
        shape = List.copyOf(shape);
    }

    /**
     * Reads a header up to its end.
     *
     * @throws IllegalArgumentException if it is damaged or of an array that cannot be read here;
     *     the message continues the file's name
     */
    static NpyHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2) {
            throw new IllegalArgumentException(
                    Text.of("has %d bytes; an .npy file begins with 8", start.length));
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (start[i] != MAGIC[i]) {
                throw new IllegalArgumentException(
                        "does not begin with \\x93NUMPY, so it is not an .npy file");
            }
        }
        int version = start[MAGIC.length] & 0xff;
        if (version < 1 || version > 3) {
            throw new IllegalArgumentException(
                    Text.of("is in version %d of the format; versions 1 to 3 are read", version));
        }
        int width = version == 1 ? 2 : 4;
        long length = littleEndian(in.readNBytes(width), width);
        if (length > LONGEST) {
            throw new IllegalArgumentException(
                    Text.of(
                            "says that its header has %,d bytes; at most %,d are read",
                            length, LONGEST));
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new IllegalArgumentException(
                    Text.of(
                            "ends within its header: expected %,d bytes, got %,d",
                            length, text.length));
        }
        String dictionary =
                new String(
                        text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        return new DictionaryReader(dictionary).header(start.length + width + text.length);
    }

    private static long littleEndian(byte[] bytes, int width) {
        if (bytes.length < width) {
            throw new IllegalArgumentException("ends within its header");
        }
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }

    /** Returns how many bytes the elements take, or infinity if the number overflows. */
    double size() {
        return shape.stream().mapToDouble(Long::doubleValue).reduce(type.bytes(), (a, b) -> a * b);
    }

    /** Returns the extents as NumPy writes them, as in {@code (60000, 28, 28)}. */
    String shapeText() {
        return shape.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "(", shape.size() == 1 ? ",)" : ")"));
    }
}
