package dev.gradus.model.safetensors;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.layerNorm;
import static dev.gradus.nn.layer.Layers.prelu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.model.Model;
import dev.gradus.model.ModelException;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.kit.Experiments;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {
    private static final Network ONE = Network.of(Shape.vector(2), dense(1).withoutBias());

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("weights.safetensors");
    }

    private static StateValues values(Network network) {
        var random = new Random(3);
        List<StateEntry> entries = StateEntry.all(network, Optimizers.sgd());
        var rows = new ArrayList<float[]>();
        for (StateEntry entry : entries) {
            float[] row = new float[entry.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
            rows.add(row);
        }
        return new StateValues(entries, rows);
    }

    private static Model model(Network network) {
        return new Model(network, Losses.meanSquaredError(), values(network));
    }

    /** Writes a file of this header and these bytes. */
    private void write(String header, byte[] bytes) throws IOException {
        byte[] encoded = header.getBytes(StandardCharsets.UTF_8);
        Files.write(
                file(),
                ByteBuffer.allocate(8 + encoded.length + bytes.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(encoded.length)
                        .put(encoded)
                        .put(bytes)
                        .array());
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static Stream<Network> drawn() {
        return LongStream.range(0, 200)
                .mapToObj(number -> Experiments.of(number, Precision.F32).network());
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void valuesOfDrawnNetworksComeBack(Network network) throws IOException {
        Model model = model(network);
        Safetensors.write(model, file());
        assertThat(Safetensors.read(file(), network)).isEqualTo(model.values());
    }

    @Test
    void tensorsAreNamedAndShapedAsInPyTorch() throws IOException {
        var network =
                Network.of(
                        Shape.image(2, 5, 4),
                        conv2d(6, 3).groups(2),
                        batchNorm(),
                        layerNorm(),
                        prelu(),
                        dense(3).named("head"));
        Safetensors.write(model(network), file());
        String header = header();
        assertThat(header)
                .startsWith("{\"__metadata__\":{\"format\":\"pt\",")
                .contains(
                        "\"conv2d1.weight\":{\"dtype\":\"F32\",\"shape\":[6,1,3,3],\"data_offsets\":[0,216]}",
                        "\"conv2d1.bias\":{\"dtype\":\"F32\",\"shape\":[6],",
                        "\"batchNorm1.weight\":{\"dtype\":\"F32\",\"shape\":[6],",
                        "\"batchNorm1.bias\":",
                        "\"batchNorm1.running_mean\":{\"dtype\":\"F32\",\"shape\":[6],",
                        "\"batchNorm1.running_var\":",
                        "\"layerNorm1.weight\":{\"dtype\":\"F32\",\"shape\":[6,3,2],",
                        "\"prelu1.weight\":{\"dtype\":\"F32\",\"shape\":[6],",
                        "\"head.weight\":{\"dtype\":\"F32\",\"shape\":[3,36],");
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        var values =
                new StateValues(
                        StateEntry.all(ONE, Optimizers.sgd()), List.of(new float[] {1.5f, -2}));
        Safetensors.write(new Model(ONE, Losses.meanSquaredError(), values), file());
        String header =
                "{\"__metadata__\":{\"format\":\"pt\",\"network\":\"2 dense(1, bias=false)\",\"loss\":\"meanSquaredError\"},"
                        + "\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        byte[] written = Files.readAllBytes(file());
        write(padded, floats(1.5f, -2));
        assertThat(written).isEqualTo(Files.readAllBytes(file()));
    }

    @ParameterizedTest
    @CsvSource({"F32, 0000c03f000000c0", "F16, 003e00c0", "BF16, c03f00c0"})
    void typesThatAreFloatsWithoutALossAreRead(String type, String bytes) throws IOException {
        byte[] raw = HexFormat.of().parseHex(bytes);
        write(
                Text.of(
                        "{\"dense1.weight\":{\"shape\":[1,2],\"dtype\":\"%s\",\"data_offsets\":[0,%d]}}",
                        type, raw.length),
                raw);
        assertThat(Safetensors.read(file(), ONE).values(0)).containsExactly(1.5f, -2);
    }

    /** Written by Python's safetensors 0.8.0: tools/fixtures/safetensors_file.py. */
    @Test
    void aFileThatPythonWroteIsRead() throws URISyntaxException {
        var network = Network.of(Shape.vector(2), dense(3), batchNorm());
        Path python =
                Path.of(
                        Objects.requireNonNull(
                                        SafetensorsTest.class.getResource("python.safetensors"))
                                .toURI());
        StateValues read = Safetensors.read(python, network);
        assertThat(read.entries())
                .extracting(StateEntry::name)
                .containsExactly(
                        "dense1.weight",
                        "dense1.bias",
                        "batchNorm1.scale",
                        "batchNorm1.shift",
                        "batchNorm1.mean",
                        "batchNorm1.variance");
        assertThat(read.values(0)).containsExactly(1.5f, -2, 0.25f, 3, 0, -0.5f);
        assertThat(read.values(1)).containsExactly(0.5f, 1, -1.5f);
        assertThat(read.values(2)).containsExactly(1, 2, 3);
        assertThat(read.values(3)).containsExactly(-1, 0, 1);
        assertThat(read.values(4)).containsExactly(0.1f, 0.2f, 0.3f);
        assertThat(read.values(5)).containsExactly(1, 4, 9);
    }

    @Test
    void layersMayHaveOtherNamesInTheFile() throws IOException {
        write(
                "{\"classifier.0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}  ",
                floats(3, 4));
        assertThat(Safetensors.read(file(), ONE, Map.of("dense1", "classifier.0")).values(0))
                .containsExactly(3, 4);
    }

    @Test
    void theCounterOfABatchNormalizationIsPassedOver() throws IOException {
        var network = Network.of(Shape.vector(1), batchNorm());
        write(
                "{\"batchNorm1.weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"batchNorm1.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                        + "\"batchNorm1.running_mean\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                        + "\"batchNorm1.running_var\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]},"
                        + "\"batchNorm1.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[16,24]}}",
                Arrays.copyOf(floats(1, 2, 3, 4), 24));
        assertThat(Safetensors.read(file(), network).values(3)).containsExactly(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"dense1.weight\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[0,8]}}|tensor \"dense1.weight\" is of type F64, which cannot be converted to float32 exactly",
                "{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}|tensor \"dense1.weight\" has the shape [2, 1], but the network needs [1, 2]",
                "{\"dense2.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}|the file has no tensor \"dense1.weight\"; it has dense2.weight",
                "{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,4]},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|tensor \"dense1.weight\" has 4 bytes, but its shape [1, 2] takes 8",
                "{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}}|the file has tensors that the network does not: x",
                "{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|tensor \"x\" is at bytes 0 to 8, but should start at 8",
                "{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[4,12]}}|tensor \"dense1.weight\" is at bytes 4 to 12, but should start at 0",
                "{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,16]}}|its tensors take 16 bytes, but it has 8",
                "{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2]}}|tensor \"dense1.weight\" has no dtype, shape and data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},\"a\":{}}|the header has \"a\" twice",
                "{\"a\":[[[[[[[[1]]]]]]]]}|expected a value at character",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}}|expected a whole number at character",
                "[]|the header does not start with '{'"
            })
    void whatDoesNotFitIsNamed(String header, String message) throws IOException {
        write(header, new byte[8]);
        assertThatThrownBy(() -> Safetensors.read(file(), ONE))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(file() + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aHeaderLongerThanTheFileIsRefused() throws IOException {
        Files.write(
                file(),
                ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array());
        assertThatThrownBy(() -> Safetensors.read(file(), ONE))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("its header would have 1099511627776 bytes, but 8 follow");
    }

    @Test
    @Timeout(60)
    void aFileThatIsCutAnywhereIsRefused() throws IOException {
        var network = Network.of(Shape.vector(2), dense(2), batchNorm());
        Safetensors.write(model(network), file());
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> Safetensors.read(file(), network));
        }
    }

    /** The format has no checksum: a changed weight is another weight, and no other failure. */
    @Test
    @Timeout(60)
    void aChangedByteIsRefusedOrChangesAValue() throws IOException {
        var network = Network.of(Shape.vector(2), dense(2), batchNorm());
        Safetensors.write(model(network), file());
        byte[] whole = Files.readAllBytes(file());
        int headerLength = 8 + header().length();
        for (int place = 0; place < whole.length; place++) {
            byte[] bytes = whole.clone();
            bytes[place] ^= 0x11;
            Files.write(file(), bytes);
            try {
                StateValues read = Safetensors.read(file(), network);
                assertThat(read.equals(values(network))).isEqualTo(place < headerLength);
            } catch (ModelException refused) {
                assertThat(place).isLessThan(headerLength);
            }
        }
    }

    private String header() throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new String(bytes, 8, length, StandardCharsets.UTF_8);
    }
}
