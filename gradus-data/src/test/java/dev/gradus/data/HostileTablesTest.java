package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.number.Text;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.table.TableFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that no table should be: each is refused in one line, in bounded memory. */
@Timeout(120)
class HostileTablesTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir private Path folder;

    private static void read(Path file) {
        Survey.of(Table.of(file, TableFormat.usual()));
    }

    private Path written(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(compressed)) {
            stream.write(bytes);
        }
        return compressed.toByteArray();
    }

    /** Returns a file whose text is a block many times over. */
    private Path repeated(String name, String head, String block, int times) throws IOException {
        Path file = folder.resolve(name);
        byte[] once =
                compressed(
                        block.repeat(MEGABYTE / block.length()).getBytes(StandardCharsets.UTF_8));
        try (OutputStream stream = Files.newOutputStream(file)) {
            stream.write(compressed(head.getBytes(StandardCharsets.UTF_8)));
            for (int i = 0; i < times; i++) {
                stream.write(once);
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"a,", "\n\"\""})
    void aRowOfAGigabyteEndsAtTheLongestThereMayBe(String block) throws IOException {
        String head = block.startsWith("\n") ? "x,y\n1,\"" : "x,y\n1,";
        Path file = repeated("t.csv.gz", head, block, 1024);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        block.startsWith("\"") ? "a quote ends a field" : "16,777,216 characters")
                .satisfies(fault -> assertThat(fault.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void aLineOfJsonOfAGigabyteEndsAtTheLongestThereMayBe() throws IOException {
        Path file = repeated("t.jsonl.gz", "{\"x\": 1}\n{\"x\": \"", "a", 1024);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 2 has more than 16,777,216 characters");
    }

    @Test
    void aFileThatExpandsBeyondAllMeasureIsNotRead() throws IOException {
        Path file = repeated("t.csv.gz", "x,y\n", "x".repeat(100_000) + ",2\n", 80);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expands to more than 500 times its size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.csv", "t.jsonl"})
    void millionsOfColumnsAreRefused(String name) throws IOException {
        var row = new StringBuilder(name.endsWith("csv") ? "" : "{\"x\":1");
        for (int column = 0; column < 1 << 22 && row.length() < 15_000_000; column++) {
            row.append(name.endsWith("csv") ? "1," : Text.of(",\"%x\":1", column));
        }
        row.append(name.endsWith("csv") ? "1\n" : "}\n");
        Path file = written(name, row.toString().getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("more than 65,536");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | is empty",
                "'\\n\\n\\n'                | is empty",
                "a,b\\n1,\\0                | holds NUL characters",
                "a,b\\n1,\\xFF\\xFE         | bytes that are not characters of its encoding",
                "a,a\\n1,2                  | columns 1 and 2 are both named 'a'",
                "a,b\\n1,2,3                | line 2: expected 2 fields, as in the first row, got 3",
                "a,b\\n1,2\\n\\n3           | line 4: expected 2 fields, as in the first row, got 1",
                "a,b\\n1,2\\n3,\"x\\n4,5\\n6,7\\n | line 3 or after: a quote is not closed",
                "a,b\\n1,\"x\\n2,y\\n3,\"z\"\\n  | line 2 or after: a quote ends a field, but more follows",
                "\"a,b\\n1,2\\n             | line 1 or after: a quote is not closed",
            })
    void whatIsWrongIsNamed(String text, String message) throws IOException {
        String plain =
                text.replace("\\n", "\n")
                        .replace("\\0", "\0")
                        .replace("\\xFF", "\u00FF")
                        .replace("\\xFE", "\u00FE");
        Path file = written("t.csv", plain.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .satisfies(fault -> assertThat(fault.getMessage().lines()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "504b030414, .xlsx",
        "504b030414, unpack the table",
        "425a683931415926535900, bzip2",
        "fd377a585a0000, xz",
        "28b52ffd04, zstd",
        "d0cf11e0a1b1, old Excel",
        "255044462d312e37, PDF",
        "89504e470d0a, images:FOLDER",
        "ffd8ffe000, images:FOLDER",
        "1f8b0800, .gz",
        "5041523115040015, .parquet",
        "934e554d505901, .npy",
        "53514c69746520666f726d6174203300, SQLite",
    })
    void aFileOfAnotherFormatIsCalledSo(String beginning, String word) throws IOException {
        byte[] bytes = new byte[3000];
        new Random(1).nextBytes(bytes);
        System.arraycopy(HexFormat.of().parseHex(beginning), 0, bytes, 0, beginning.length() / 2);
        Path file = written("t.csv", bytes);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + " is ")
                .hasMessageContaining(word);
    }

    /** As GNU tar and bsdtar write it: the word that tells it stands behind names and numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"t.tar", "t.tar.gz", "t.tgz", "t.csv"})
    void anArchiveIsCalledSoWhetherItIsCompressedOrNot(String name) throws IOException {
        byte[] archive = new byte[2048];
        System.arraycopy("rows.csv".getBytes(StandardCharsets.UTF_8), 0, archive, 0, 8);
        System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, archive, 257, 5);
        Path file = written(name, name.endsWith("gz") ? compressed(archive) : archive);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        file + " is a tar archive; unpack it (tar -xf), and give the table in it");
    }

    /** With letters beyond ASCII, such bytes are no characters of UTF-8 either. */
    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, gr\u00f6\u00dfe", "UTF-16BE, gr\u00f6\u00dfe",
        "UTF-16LE, size", "UTF-16BE, size",
        "UTF-16LE, \u540d\u524d", "UTF-16BE, \u540d\u524d"
    })
    void textOfTwoBytesWithoutAMarkIsNamed(String encoding, String column) throws IOException {
        byte[] bytes = (column + ",y\n1,2\n3,4\n").getBytes(Charset.forName(encoding));
        for (Path file : List.of(written("t.csv", bytes), written("t.csv.gz", compressed(bytes)))) {
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(DataException.class)
                    .hasMessage(
                            "%s holds NUL characters, so it is not a table of text, unless it is UTF-16 (--encoding %s)"
                                    .formatted(file, encoding));
        }
    }

    @Test
    void namesOfColumnsMayBeginAsOtherFormatsDo() throws IOException {
        for (String name : new String[] {"PAR1", "PK", "%PDF", "PNG", "SQLite"}) {
            read(written("t.csv", (name + ",y\n1,2\n3,4\n").getBytes(StandardCharsets.UTF_8)));
        }
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no pipes among its files")
    @Test
    void whatIsNoFileIsNamed() throws Exception {
        assertThatThrownBy(() -> read(folder)).hasMessage(folder + " is a folder, not a table");
        Path pipe = folder.resolve("pipe.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> read(pipe))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is a pipe or a device, which can be read only once");
        Path missing = folder.resolve("none.csv");
        assertThatThrownBy(() -> read(missing)).hasMessage(missing + " does not exist");
    }

    @Test
    void aFileThatIsCutOffIsNamed() throws IOException {
        byte[] whole = compressed("x,y\n1,2\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        Path file = written("t.csv.gz", Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void bytesBehindACompressedTableAreNamed() throws IOException {
        var both = new ByteArrayOutputStream();
        both.write(compressed("x,y\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8)));
        both.write("5,6\n".getBytes(StandardCharsets.UTF_8));
        Path file = written("t.csv.gz", both.toByteArray());

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        file
                                + " cannot be expanded: the file goes on after its compressed data; cut off the rest, or compress it again");
    }

    @Test
    void aMarkOfTheEncodingAndLineEndsOfWindowsAreNoPartOfTheTable() throws IOException {
        Path file =
                written(
                        "t.csv",
                        "\uFEFF\"x\",y\r\n1,2\r\n3,4\r\n".getBytes(StandardCharsets.UTF_8));

        Table table = Table.of(file, TableFormat.usual());

        assertThat(table.columns()).containsExactly("x", "y");
        assertThat(Survey.of(table).rows()).isEqualTo(2);
    }
}
