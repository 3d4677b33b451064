package dev.gradus.data;

import dev.gradus.file.GzipStream;
import dev.gradus.number.Text;
import dev.gradus.prepare.table.TableFormat;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of text, compressed if its name ends in {@code .gz}. A byte order mark at its beginning
 * overrides the given encoding, and is not part of the text.
 *
 * @param path the file
 * @param encoding the character encoding
 */
record TextFile(Path path, Charset encoding) {
    /** Encodings that a byte order mark tells; that of UTF-32LE begins as that of UTF-16LE does. */
    private static final List<Charset> MARKED =
            List.of(
                    StandardCharsets.UTF_8,
                    StandardCharsets.UTF_32LE,
                    StandardCharsets.UTF_32BE,
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16BE);

    private static final int LONGEST_MARK = 4;

    private static final int BUFFER = 1 << 16;

    /** How many bytes tell an encoding. */
    private static final int LOOKED_AT = 1 << 12;

    /** Text compresses to a tenth or a twentieth; a file of one repeated byte to a thousandth. */
    private static final long MOST_EXPANSION = 500;

    /** Up to this many bytes, the expansion of a file is not limited. */
    private static final long HARMLESS = 1L << 26;

    /**
     * Opens the text, which reports damage: {@link java.nio.charset.CharacterCodingException} for
     * bytes that are no character, {@link DataException} for a NUL character or a compressed file
     * that expands too much.
     */
    Reader open() throws IOException {
        InputStream file = bytes();
        try {
            var bytes = new PushbackInputStream(file, LONGEST_MARK);
            Charset marked = marked(bytes);
            return new Nulless(
                    new InputStreamReader(
                            bytes,
                            marked.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    boolean isCompressed() {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /** Returns the name without {@code .gz}, in small letters. */
    String plainName() {
        return path.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    }

    /** Returns whether the name is one of JSON lines. */
    boolean isJsonLines() {
        return plainName().matches(".*\\.(jsonl|ndjson|json)");
    }

    /** Returns that a byte order mark overrides an encoding that somebody chose, if it does. */
    Optional<String> overridden() throws IOException {
        if (encoding.equals(TableFormat.usual().encoding())) {
            return Optional.empty();
        }
        try (var bytes = new PushbackInputStream(bytes(), LONGEST_MARK)) {
            Charset marked = marked(bytes);
            return marked.name().startsWith(encoding.name())
                    ? Optional.empty()
                    : Optional.of(
                            "%s begins with a byte order mark of %s, so it is not read as %s"
                                    .formatted(path, marked, encoding));
        }
    }

    /** Opens the bytes of the text. */
    private InputStream bytes() throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            return isCompressed() ? expanded(file) : file;
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private InputStream expanded(InputStream file) throws IOException {
        long most = Math.max(HARMLESS, MOST_EXPANSION * Files.size(path));
        return new FilterInputStream(new GzipStream(file)) {
            private long read;

            @Override
            public int read() throws IOException {
                int value = super.read();
                count(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = super.read(into, from, length);
                count(Math.max(0, count));
                return count;
            }

            private void count(int bytes) {
                read += bytes;
                if (read > most) {
                    throw new DataException(
                            Text.of(
                                    "%s expands to more than %,d times its size, far more than any table does; it is not read",
                                    path, MOST_EXPANSION));
                }
            }
        };
    }

    private Charset marked(PushbackInputStream bytes) throws IOException {
        byte[] first = bytes.readNBytes(LONGEST_MARK);
        for (Charset each : MARKED) {
            byte[] mark = "\uFEFF".getBytes(each);
            if (first.length >= mark.length
                    && Arrays.equals(first, 0, mark.length, mark, 0, mark.length)) {
                bytes.unread(first, mark.length, first.length - mark.length);
                return each;
            }
        }
        bytes.unread(first);
        return encoding;
    }

    /**
     * Returns the encoding that zeros among the first bytes tell, which no other text has: that of
     * two bytes for a character, one of which is zero for most.
     */
    private Optional<Charset> ofTwoBytes() throws IOException {
        var zeros = new int[2];
        try (InputStream bytes = bytes()) {
            byte[] first = bytes.readNBytes(LOOKED_AT);
            for (int i = 0; i < first.length; i++) {
                zeros[i % 2] += first[i] == 0 ? 1 : 0;
            }
        }
        if (zeros[0] == zeros[1]) {
            return Optional.empty();
        }
        return Optional.of(
                zeros[0] > zeros[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    }

    private DataException zeros(Charset perhaps) {
        return new DataException(
                "%s holds NUL characters, so it is not a table of text, unless it is UTF-16 (--encoding %s)"
                        .formatted(path, perhaps));
    }

    /** Refuses the NUL character, which is in binary files and in no table. */
    private final class Nulless extends FilterReader {
        Nulless(Reader text) {
            super(text);
        }

        @Override
        public int read() throws IOException {
            var one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            int count = decoded(into, from, length);
            for (int i = from; i < from + count; i++) {
                if (into[i] == 0) {
                    throw zeros(ofTwoBytes().orElse(StandardCharsets.UTF_16LE));
                }
            }
            return count;
        }

        /** Bytes that are no characters may come before the first zero. */
        private int decoded(char[] into, int from, int length) throws IOException {
            try {
                return super.read(into, from, length);
            } catch (CharacterCodingException garbled) {
                Optional<Charset> other = ofTwoBytes().filter(each -> !each.equals(encoding));
                if (other.isPresent()) {
                    throw zeros(other.get());
                }
                throw garbled;
            }
        }
    }
}
