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
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int BUFFER = 1 << 16;

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
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            var bytes = new PushbackInputStream(isCompressed() ? expanded(file) : file, 3);
            Charset marked = marked(bytes);
            return new Nulless(
                    new InputStreamReader(
                            bytes,
                            marked.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    path);
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
        return plainName().endsWith(".jsonl") || plainName().endsWith(".ndjson");
    }

    /** Returns that a byte order mark overrides an encoding that somebody chose, if it does. */
    Optional<String> overridden() throws IOException {
        if (encoding.equals(TableFormat.usual().encoding())) {
            return Optional.empty();
        }
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
                var bytes = new PushbackInputStream(isCompressed() ? expanded(file) : file, 3)) {
            Charset marked = marked(bytes);
            return marked.name().startsWith(encoding.name())
                    ? Optional.empty()
                    : Optional.of(
                            "%s begins with a byte order mark of %s, so it is not read as %s"
                                    .formatted(path, marked, encoding));
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
        byte[] first = bytes.readNBytes(3);
        if (begins(first, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        boolean isLittle = begins(first, 0xFF, 0xFE);
        boolean isBig = begins(first, 0xFE, 0xFF);
        int used = isLittle || isBig ? 2 : 0;
        bytes.unread(first, used, first.length - used);
        if (isLittle) {
            return StandardCharsets.UTF_16LE;
        }
        return isBig ? StandardCharsets.UTF_16BE : encoding;
    }

    private static boolean begins(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Refuses the NUL character, which is in binary files and in no table. */
    private static final class Nulless extends FilterReader {
        private final Path path;

        Nulless(Reader text, Path path) {
            super(text);
            this.path = path;
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            require(c != 0);
            return c;
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            int count = super.read(into, from, length);
            for (int i = from; i < from + count; i++) {
                require(into[i] != 0);
            }
            return count;
        }

        private void require(boolean isText) {
            if (!isText) {
                throw new DataException(
                        path
                                + " holds NUL characters, so it is not a table of text, unless it is UTF-16 (--encoding UTF-16LE)");
            }
        }
    }
}
