package dev.gradus.data.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.Table;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.table.OnBadRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files were made by NumPy 2.4.6, see {@code make.py} beside them. */
class NumpyFilesTest {
    @TempDir private Path folder;

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = NumpyFilesTest.class.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    static Stream<String> types() {
        return Stream.of("little", "big")
                .flatMap(order ->
                        Stream.of(
                                        "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4",
                                        "u8", "b1")
                                .flatMap(type ->
                                        Stream.of("C", "F")
                                                .map(layout -> order + "_" + type + "_" + layout)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsEveryTypeInEveryOrder(String name) throws IOException {
        NpyArray array = NumpyFile.arrays(resource("types.npz"), List.of(name)).getFirst();
        String type = name.split("_", -1)[1];

        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.type()).hasToString(type);
        for (int i = 0; i < 6; i++) {
            int element = i / 3 * array.stride(0) + i % 3 * array.stride(1);
            double expected =
                    switch (type.charAt(0)) {
                        case 'f' -> i - 2.5;
                        case 'i' -> i - 3;
                        case 'b' -> i % 2;
                        default -> Math.pow(2, 8 * (type.charAt(1) - '0')) - 6 + i;
                    };
            assertThat(array.number(element)).isEqualTo(expected);
            assertThat(row(array, i / 3)[1 + i % 3]).isEqualTo((float) expected);
        }
    }

    /** Returns the inputs of an example between two other numbers. */
    private static float[] row(NpyArray array, int example) {
        float[] row = {-7, 0, 0, 0, -7};
        InputLayout.of(array).copy(example, row, 1);
        assertThat(row).startsWith(-7).endsWith(-7);
        return row;
    }

    @Test
    void writesNumbersAsFieldsThatReadBack() throws IOException {
        List<String> names = List.of("big_u8_C", "little_f2_F", "big_i8_C", "little_b1_C");
        List<NpyArray> arrays = NumpyFile.arrays(resource("types.npz"), names);

        assertThat(arrays.get(0).text(5)).isEqualTo("18446744073709551615");
        assertThat(arrays.get(1).text(0)).isEqualTo("-2.5");
        assertThat(arrays.get(2).text(0)).isEqualTo("-3");
        assertThat(arrays.get(3).text(1)).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsEveryVersionAsATable(int version) throws IOException {
        Table table = NumpyTable.of(resource("version" + version + ".npy"), OnBadRow.FAIL);
        var rows = new ArrayList<List<String>>();
        table.forEach(row -> rows.add(List.copyOf(row.fields())));

        assertThat(table.columns()).containsExactly("0", "1", "2");
        assertThat(rows)
                .containsExactly(List.of("0.0", "1.0", "2.0"), List.of("3.0", "4.0", "5.0"));
    }

    @Test
    void readsImagesWithChannelsLast() throws IOException {
        Dataset data = NumpyDataset.read(resource("images.npz"), 0).train();
        var batch = new Batch(1, 12, data.target());
        data.copy(1, batch, 0);

        assertThat(data.input()).isEqualTo(Shape.image(3, 2, 2));
        assertThat(data.target()).isEqualTo(Target.classes(2));
        assertThat(batch.labels()).containsExactly(0);
        int[] red = {12, 15, 18, 21};
        for (int channel = 0; channel < 3; channel++) {
            for (int place = 0; place < 4; place++) {
                assertThat(batch.inputs()[channel * 4 + place])
                        .isEqualTo((red[place] + channel) / 255f);
            }
        }
    }

    @Test
    void readsPartsWithTheClassesOfBoth() throws IOException {
        NumpyDataset.Archive parts = NumpyDataset.read(resource("parts.npz"), 0);

        assertThat(parts.train().input()).isEqualTo(Shape.image(1, 2, 2));
        assertThat(parts.train().target()).isEqualTo(Target.classes(3));
        assertThat(parts.test().orElseThrow().target()).isEqualTo(Target.classes(3));
        assertThat(parts.test().orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void namesTheArraysOfAnArchiveThatHasOthers() throws IOException {
        Path file = resource("types.npz");

        assertThatThrownBy(() -> NumpyDataset.read(file, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(
                        "types.npz has the arrays [little_f2_C", "expected x and y");
    }

    @Test
    void refusesTargetsThatDoNotFit() throws IOException {
        Path inputs = npy("x.npy", "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", 12);
        Path two = npy("y.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", 2);
        Path hot = npy("h.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 2), }", 6);

        assertThatThrownBy(() -> NumpyDataset.read(inputs, two, 0))
                .hasMessageContaining("x.npy has 3 examples, but")
                .hasMessageContaining("y.npy has 2");
        assertThatThrownBy(() -> NumpyDataset.read(inputs, hot, 0))
                .hasMessageContaining("y.argmax(1)");
    }

    @Test
    void namesTheFirstWholeNumberThatLosesDigits() throws IOException {
        long[] numbers = {1, 1L << 53, -2, (1L << 53) + 1, 16_777_217, 3};
        for (String order : List.of("False", "True")) {
            String header =
                    "{'descr': '<i8', 'fortran_order': %s, 'shape': (3, 2), }".formatted(order);
            byte[] file = npy(header, 48);
            ByteBuffer elements = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < numbers.length; i++) {
                elements.putLong(file.length - 48 + 8 * i, numbers[i]);
            }
            Path path = Files.write(folder.resolve("x.npy"), file);
            boolean isFortran = order.equals("True");

            assertThat(((NumpyDataset) NumpyDataset.inputs(path)).notes())
                    .singleElement()
                    .asString()
                    .contains(
                            "x.npy[%s] is 9007199254740993 and is used as 9007199254740992, "
                                    .formatted(isFortran ? "0, 1" : "1, 1"));
            assertThat(Survey.of(NumpyTable.of(path, OnBadRow.FAIL)).columns())
                    .extracting(column -> column.signs().rounded())
                    .contains(
                            Text.of(
                                    "column '1': '9007199254740993' (row %d (counted from 0)) is used as 9007199254740992, since whole numbers are exact to 15 digits",
                                    isFortran ? 0 : 1));
        }
        byte[] exact = npy("{'descr': '<i8', 'fortran_order': False, 'shape': (1, 2), }", 16);
        Path path = Files.write(folder.resolve("e.npy"), exact);
        assertThat(((NumpyDataset) NumpyDataset.inputs(path)).notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"False", "True"})
    void namesWholeNumbersOfFloatsThatLoseDigitsButNoMeasurements(String order) throws IOException {
        double[][] wholes = {{1.5, 16_777_217, 7}, {16_777_219, Double.NaN, 16_777_216}};
        assertThat(notes(order, wholes))
                .singleElement()
                .asString()
                .contains("x.npy[0, 1] is 16777217 and is used as 16777216, ");
        double[][] huge = {{1e300, -1e300, 3.5e38}, {1, 2, 3}};
        assertThat(notes(order, huge)).isEmpty();
        double[][] hugeAndWhole = {{1e300, 16_777_217, 7}, {-3.5e38, 3, Double.MAX_VALUE}};
        assertThat(notes(order, hugeAndWhole))
                .singleElement()
                .asString()
                .contains("x.npy[0, 1] is 16777217 and is used as 16777216, ");
        double[][] measured = {{16_777_217, 0x1p53 + 2, 1e9}, {0.5, 16_777_217, 16_777_216}};
        assertThat(notes(order, measured)).isEmpty();
    }

    /** Returns the notes on an array of two examples with three values. */
    private List<String> notes(String order, double[][] examples) throws IOException {
        byte[] file =
                npy(
                        "{'descr': '<f8', 'fortran_order': %s, 'shape': (2, 3), }".formatted(order),
                        48);
        ByteBuffer elements = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            int place = order.equals("True") ? i % 3 * 2 + i / 3 : i;
            elements.putDouble(file.length - 48 + 8 * place, examples[i / 3][i % 3]);
        }
        return ((NumpyDataset) NumpyDataset.inputs(Files.write(folder.resolve("x.npy"), file)))
                .notes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x_train", "y_train", "x_test", "y_test"})
    void namesInputsAndValuesToLearnThatLoseDigits(String part) throws IOException {
        byte[] one = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", 1);
        byte[] far = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", 8);
        ByteBuffer.wrap(far).order(ByteOrder.LITTLE_ENDIAN).putDouble(far.length - 8, 16_777_217);
        Path archive = folder.resolve("a.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : List.of("x_train", "y_train", "x_test", "y_test")) {
                zip.putNextEntry(new ZipEntry(name + ".npy"));
                zip.write(name.equals(part) ? far : one);
            }
        }

        assertThat(NumpyDataset.read(archive, 0).notes())
                .singleElement()
                .asString()
                .contains(part)
                .contains("[0] is 16777217 and is used as 16777216, ");
    }

    private Path npy(String name, String header, int bytes) throws IOException {
        return Files.write(folder.resolve(name), npy(header, bytes));
    }

    /** Writes the published layout of version 1, byte by byte. */
    private static byte[] npy(String header, int bytes) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] start = {
            (byte) 0x93,
            'N',
            'U',
            'M',
            'P',
            'Y',
            1,
            0,
            (byte) text.length,
            (byte) (text.length >> 8)
        };
        byte[] file = Arrays.copyOf(start, start.length + text.length + bytes);
        System.arraycopy(text, 0, file, start.length, text.length);
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "{'descr': '|O', 'fortran_order': False, 'shape': (3,), }!elements of type '|O'",
                "{'descr': '<U4', 'fortran_order': False, 'shape': (3,), }!elements of type '<U4'",
                "{'descr': '<f16', 'fortran_order': False, 'shape': (3,), }!elements of type",
                "{'descr': '<b2', 'fortran_order': False, 'shape': (3,), }!elements of type",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,), }!named fields",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (3,), }!expected True or False",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-3,), }!a whole number",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000,), }!more than 2 GiB",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }!whole",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), } + evil()!nothing more",
                "{'descr': '<f4', 'descr': '<f8'}!'descr' occurs twice",
                "{'descr': '<f4'}!without 'descr', 'fortran_order' and 'shape'",
                "{'descr!text in quotes",
                "{}!without 'descr'",
                "[1]!expected '{'",
            })
    void refusesHeadersWithASentence(String header, String sentence) {
        assertThatThrownBy(() -> NpyArray.read("a.npy", new ByteArrayInputStream(npy(header, 12))))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("a.npy ")
                .hasMessageContaining(sentence);
    }

    @Test
    void namesWhatIsCutOffOrTooLong() {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }";

        assertThatThrownBy(() -> NpyArray.read("a.npy", new ByteArrayInputStream(npy(header, 11))))
                .hasMessageContaining("is cut off: its header says (3,) of f4, that is 12 bytes");
        assertThatThrownBy(() -> NpyArray.read("a.npy", new ByteArrayInputStream(npy(header, 13))))
                .hasMessageContaining("is too long");
    }

    @Test
    void reservesNoMemoryOnTheWordOfAHeader() {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (250000000,), }";

        assertThatThrownBy(() -> NpyArray.read("a.npy", new ByteArrayInputStream(npy(header, 8))))
                .hasMessageContaining("2,000,000,000 bytes, but 8 follow");
    }

    /** Whatever a byte becomes and wherever a file ends: an array, or a sentence. */
    @Test
    void answersDamageWithNothingButDataExceptions() throws IOException {
        byte[] whole = Files.readAllBytes(resource("version1.npy"));
        var random = new SplittableRandom(1);
        IntStream.range(0, 20_000)
                .forEach(_ -> {
                    byte[] file = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
                    for (int change = random.nextInt(4); change > 0; change--) {
                        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
                    }
                    requireAnswer(() -> NpyArray.read("a.npy", new ByteArrayInputStream(file)));
                });
    }

    @Test
    void answersDamagedArchivesWithNothingButDataExceptions() throws IOException {
        byte[] whole = Files.readAllBytes(resource("images.npz"));
        var random = new SplittableRandom(2);
        for (int trial = 0; trial < 1000; trial++) {
            byte[] file = Arrays.copyOf(whole, whole.length - random.nextInt(2) * trial % 400);
            file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            Path damaged = Files.write(folder.resolve("d.npz"), file);
            requireAnswer(() -> NumpyDataset.read(damaged, 0));
        }
    }

    private interface Reading {
        void read() throws IOException;
    }

    private static void requireAnswer(Reading reading) {
        Throwable thrown = catchThrowable(reading::read);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(DataException.class);
            assertThat(thrown.getMessage()).doesNotContain("null");
        }
    }
}
