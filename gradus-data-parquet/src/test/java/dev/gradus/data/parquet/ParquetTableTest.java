package dev.gradus.data.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.data.DataException;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.OnBadRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files are those of apache/parquet-testing at commit 1a2a75127be06fc0123f03ebd36c966f7beda27d,
 * written by Impala, Spark, parquet-mr and others; see LICENSE.txt beside them. The exceptions are
 * bomb.zstd.parquet, and bytes.parquet, unsigned.parquet and no_columns.parquet, written by pyarrow
 * 25.0.1.
 */
class ParquetTableTest {
    @TempDir private Path folder;

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = ParquetTableTest.class.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private Table table(String name) throws IOException {
        return ParquetTable.of(resource(name), OnBadRow.FAIL);
    }

    private static List<List<String>> rows(Table table) {
        var rows = new ArrayList<List<String>>();
        table.forEach(row -> rows.add(List.copyOf(row.fields())));
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alltypes_plain.parquet",
                "alltypes_plain.snappy.parquet",
                "alltypes_dictionary.parquet"
            })
    void readsAllTypesOfImpala(String name) throws IOException {
        Table table = table(name);

        assertThat(table.columns())
                .containsExactly(
                        "id",
                        "bool_col",
                        "tinyint_col",
                        "smallint_col",
                        "int_col",
                        "bigint_col",
                        "float_col",
                        "double_col",
                        "date_string_col",
                        "string_col",
                        "timestamp_col");
        assertThat(rows(table))
                .anySatisfy(row -> {
                    assertThat(row.subList(1, 8))
                            .containsExactly("false", "1", "1", "1", "10", "1.1", "10.1");
                    assertThat(row.get(9)).isEqualTo("1");
                    assertThat(row.get(10)).matches("2009-0[1-4]-01T00:01");
                });
        assertThat(rows(table)).as("read again").isEqualTo(rows(table));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int32_decimal.parquet",
                "int64_decimal.parquet",
                "byte_array_decimal.parquet",
                "fixed_length_decimal.parquet"
            })
    void readsDecimalsToTheLastDigit(String name) throws IOException {
        List<List<String>> rows = rows(table(name));

        assertThat(rows).hasSize(24);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).containsExactly((i + 1) + ".00");
        }
    }

    /** What pyarrow wrote; the name with a dot is that of a flat column, as R's data have it. */
    @Test
    void readsWholeNumbersWithoutASignAsTheyAre() throws IOException {
        Table table = table("unsigned.parquet");

        assertThat(table.columns()).containsExactly("u8", "u16", "u32", "u64", "i64.signed");
        assertThat(rows(table))
                .containsExactly(
                        List.of("0", "0", "0", "0", "0"),
                        List.of("200", "40000", "3000000000", "10000000000000000000", "-1"),
                        List.of(
                                "255",
                                "65535",
                                "4294967295",
                                "18446744073709551615",
                                "-9223372036854775808"),
                        List.of("", "", "", "", ""));
    }

    @Test
    void readsWhatItsOwnersExpect() throws IOException {
        List<List<String>> rows = rows(table("delta_encoding_optional_column.parquet"));
        List<String> expected =
                Files.readAllLines(resource("delta_encoding_optional_column_expect.csv"));

        assertThat(rows).hasSize(expected.size() - 1);
        for (int i = 0; i < rows.size(); i++) {
            String line = String.join(",", rows.get(i));
            assertThat(line).isEqualTo(expected.get(i + 1).replace("\"", ""));
        }
    }

    /** What DuckDB 1.4.2 wrote: its photo is null in every other row, and no text in the others. */
    @Test
    void columnsWithoutAFormInATableAreEmptyAndSaid() throws IOException {
        Table table = table("formless.parquet");

        assertThat(table.columns()).containsExactly("x", "photo", "sizes", "inside", "m", "kind");
        assertThat(rows(table))
                .hasSize(6)
                .startsWith(List.of("0", "", "", "", "", "a0"), List.of("1", "", "", "", "", "a1"));
        assertThat(table.notes())
                .anyMatch(note ->
                        note.startsWith(
                                "the values of 'photo', 'sizes', 'inside', 'm' are bytes, lists or structures"));
        assertThat(table("nested_lists.snappy.parquet").notes())
                .anyMatch(note -> note.startsWith("the values of 'a' are"));
    }

    /** Of its columns without a type, word has texts beside bytes, photo bytes beside emptiness. */
    @Test
    void bytesAmongTextsMakeABadRowWhereTheirColumnIsUsedAndAColumnOfThemIsEmpty()
            throws IOException {
        Path file = resource("bytes.parquet");
        Table table = ParquetTable.of(file, OnBadRow.SKIP);
        String fault =
                file
                        + ", row 1: column 'word': the value is not UTF-8 text and cannot be used; correct it, or leave the column out (--drop)";

        assertThat(rows(table)).hasSize(6).contains(List.of("3", "café", "", ""));
        assertThat(table.notes())
                .singleElement()
                .asString()
                .startsWith("the values of 'photo' are bytes, lists or structures,");
        String id = table.columns().getFirst();
        assertThat(learned(table, Wishes.learn(id)).training().size()).isEqualTo(4);
        assertThat(learned(table, Wishes.learn(id)).notes()).contains("2 bad rows left out", fault);
        Table strict = ParquetTable.of(file, OnBadRow.FAIL);
        assertThatThrownBy(() -> learned(strict, Wishes.learn(id)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(fault);
        assertThatThrownBy(() -> learned(strict, Wishes.learn("word")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(fault);
    }

    private static PreparedTable learned(Table table, Wishes wishes) {
        Roles roles = Roles.of(Survey.of(table), wishes);
        return PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 1);
    }

    @Test
    void takesNullForMissing() throws IOException {
        assertThat(rows(table("float16_nonzeros_and_nans.parquet")))
                .contains(List.of("1.0"), List.of("-2.0"), List.of(""));
    }

    @Test
    void readsZstandardGzipAndRunLengths() throws IOException {
        assertThat(rows(table("byte_stream_split.zstd.parquet")))
                .hasSize(300)
                .first()
                .isEqualTo(List.of("1.7640524", "-1.3065268517353166"));
        assertThat(rows(table("concatenated_gzip_members.parquet"))).hasSize(513);
        assertThat(rows(table("rle_boolean_encoding.parquet"))).hasSize(68);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lz4_raw_compressed.parquet    | is compressed by LZ4_RAW; expected one of
                    no_columns.parquet            | has no columns, and so no rows to read
                    PARQUET-1481.parquet          | cannot be read as Parquet
                    """)
    void refusesInOneLine(String name, String sentence) throws IOException {
        Path file = resource(name);
        assertThatThrownBy(() -> rows(ParquetTable.of(file, OnBadRow.FAIL)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(sentence)
                .message()
                .startsWith(file.toString())
                .hasLineCount(1);
    }

    private static Table damaged(Path file) {
        return ParquetTable.of(file, OnBadRow.FAIL, Duration.ofMillis(500));
    }

    @Test
    void answersDamageWithNothingButDataExceptions() throws IOException {
        for (String name : List.of("alltypes_plain.snappy.parquet", "int64_decimal.parquet")) {
            byte[] whole = Files.readAllBytes(resource(name));
            var random = new SplittableRandom(1);
            for (int trial = 0; trial < 100; trial++) {
                byte[] bytes =
                        Arrays.copyOf(whole, whole.length - random.nextInt(2) * random.nextInt(99));
                for (int change = random.nextInt(4); change > 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Path file = Files.write(folder.resolve(name + trial), bytes);
                Throwable thrown =
                        Assertions.assertTimeoutPreemptively(
                                Duration.ofSeconds(60),
                                () -> catchThrowable(() -> rows(damaged(file))));
                if (thrown != null) {
                    assertThat(thrown).isInstanceOf(DataException.class);
                }
            }
        }
    }

    /** 45 KB that hold 1,000 texts of a million letters each, written by DuckDB 2.0.0. */
    @Test
    void refusesASmallFileThatExpandsToAGigabyte() throws IOException {
        Path file = resource("bomb.zstd.parquet");
        assertThatThrownBy(() -> ParquetTable.of(file, OnBadRow.FAIL))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        file
                                + " expands to more than 500 times its size, far more than any table does; it is not read");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807 9223372036854775807, 1000000, true",
        "9223372036854775807 9223372036854775807 2, 1000000, true",
        "600000000, 1000000, true",
        "400000000, 1000000, false",
        "60000000 -9223372036854775808, 10, false",
        "1, 9223372036854775807, false"
    })
    void sizesThatAFileClaimsAreAddedUpWhateverTheyAre(
            String claimed, long size, boolean isTooFar) {
        LongStream parts = Stream.of(claimed.split(" ")).mapToLong(Long::parseLong);
        assertThat(ParquetTable.expandsTooFar(parts, size)).isEqualTo(isTooFar);
    }

    /** The same file with a footer that calls its columns small. */
    @Test
    void boundsTheMemoryOfAFileThatLiesAboutItsSize() throws IOException {
        byte[] bytes = Files.readAllBytes(resource("bomb.zstd.parquet"));
        int changed = 0;
        for (int at = bytes.length - 4000; at < bytes.length - 8; at++) {
            if (isAbout(bytes, at, 1_000_000_000L)) {
                System.arraycopy(
                        new byte[] {(byte) 0x80, (byte) 0x81, (byte) 0x80, (byte) 0x80, 0},
                        0,
                        bytes,
                        at,
                        5);
                changed++;
            }
        }
        assertThat(changed).isPositive();
        Path file = Files.write(folder.resolve("lie.parquet"), bytes);
        assertThatThrownBy(() -> rows(ParquetTable.of(file, OnBadRow.FAIL)))
                .isInstanceOf(DataException.class)
                .message()
                .startsWith(file.toString())
                .hasLineCount(1);
    }

    /**
     * Returns whether 5 bytes are a number near this one as Thrift's compact protocol writes it.
     */
    private static boolean isAbout(byte[] bytes, int at, long number) {
        long value = 0;
        for (int i = 0; i < 5; i++) {
            boolean goesOn = bytes[at + i] < 0;
            if (goesOn == (i == 4)) {
                return false;
            }
            value |= (bytes[at + i] & 0x7FL) << (7 * i);
        }
        return Math.abs((value >>> 1) - number) < number / 100;
    }

    @Test
    void passesOnWhatWhoeverTakesTheRowsThrows() throws IOException {
        Table table = table("alltypes_plain.parquet");
        var failure = new IllegalArgumentException("not these rows");
        assertThatThrownBy(() ->
                        table.forEach(row -> {
                            throw failure;
                        }))
                .isSameAs(failure);
    }

    @Test
    void anInterruptionOfTheWatchIsNeverLeftBehind() {
        for (int trial = 0; trial < 300; trial++) {
            try (Watch watch = Watch.over(Duration.ofNanos(80_000))) {
                for (int question = 0; question < 20; question++) {
                    watch.ask(ParquetTableTest::spin);
                }
            } catch (IllegalStateException late) {
                assertThat(late).hasMessage("the answer came too late");
            }
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    private static boolean spin() {
        long began = System.nanoTime();
        while (System.nanoTime() - began < 50_000) {
            Thread.onSpinWait();
        }
        return true;
    }
}
