package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.image.ImageDataset;
import dev.gradus.data.image.ImageForm;
import dev.gradus.data.numpy.NumpyDataset;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two trainings in one program may read the same data set, such as while one makes its fingerprint.
 */
class SharedReadingTest {
    private static final int EXAMPLES = 50;
    private static final int HEIGHT = 20;
    private static final int READS = 20_000;

    @TempDir private static Path folder;

    static Stream<Dataset> dataSets() throws IOException {
        return Stream.of(
                images(),
                images().standardized(Standardization.of(images())),
                images().split(0.4, 1).training(),
                vectors(),
                pictures(),
                numpy("|u1", "False", 1, EXAMPLES, HEIGHT, HEIGHT),
                numpy("|u1", "False", 1, EXAMPLES, HEIGHT, HEIGHT / 4, 4),
                numpy("|u1", "True", 1, EXAMPLES, HEIGHT, HEIGHT),
                numpy("<i2", "False", 2, EXAMPLES, HEIGHT * HEIGHT),
                numpy(">i4", "True", 4, EXAMPLES, HEIGHT * HEIGHT));
    }

    private static Dataset pictures() throws IOException {
        var random = new SplittableRandom(3);
        for (int i = 0; i < EXAMPLES; i++) {
            var picture = new BufferedImage(HEIGHT, HEIGHT, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(0, 0, HEIGHT, HEIGHT, random.ints(HEIGHT * HEIGHT).toArray(), 0, HEIGHT);
            Path of = Files.createDirectories(folder.resolve("pictures").resolve("class" + i % 2));
            ImageIO.write(picture, "png", of.resolve(i + ".png").toFile());
        }
        return ImageDataset.read(folder.resolve("pictures"), ImageForm.usual());
    }

    private static Dataset numpy(String type, String isFortran, int bytes, Integer... extents)
            throws IOException {
        String shape = Arrays.toString(extents).replace('[', '(').replace(']', ')');
        int size = Stream.of(extents).reduce(bytes, (a, b) -> a * b);
        byte[] elements = new byte[size];
        new SplittableRandom(4).nextBytes(elements);
        String name = (type + isFortran + shape).replaceAll("\\W", "");
        return NumpyDataset.read(
                npy(name + "x.npy", type, isFortran, shape, elements),
                npy(name + "y.npy", "|u1", "False", "(" + EXAMPLES + ",)", new byte[EXAMPLES]),
                2);
    }

    private static Path npy(
            String name, String type, String isFortran, String shape, byte[] elements)
            throws IOException {
        String header =
                "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
                        .formatted(type, isFortran, shape);
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
            out.write(new byte[] {(byte) header.length(), (byte) (header.length() >> 8)});
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            out.write(elements);
        }
        return file;
    }

    private static Dataset images() throws IOException {
        byte[] pixels = new byte[EXAMPLES * HEIGHT * HEIGHT];
        new SplittableRandom(1).nextBytes(pixels);
        Path images = idx("images", 3, List.of(EXAMPLES, HEIGHT, HEIGHT), pixels);
        return IdxDataset.read(images, idx("labels", 1, List.of(EXAMPLES), new byte[EXAMPLES]));
    }

    private static Path idx(String name, int rank, List<Integer> extents, byte[] bytes)
            throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[] {0, 0, 8, (byte) rank});
            for (int extent : extents) {
                out.write(ByteBuffer.allocate(Integer.BYTES).putInt(extent).array());
            }
            out.write(bytes);
        }
        return file;
    }

    private static Dataset vectors() {
        float[][] inputs = new float[EXAMPLES][HEIGHT * HEIGHT];
        var random = new SplittableRandom(2);
        for (float[] row : inputs) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        Dataset data =
                Dataset.ofLabels(Shape.vector(HEIGHT * HEIGHT), inputs, new int[EXAMPLES], 2);
        return data.standardized(Standardization.of(data));
    }

    @ParameterizedTest
    @MethodSource("dataSets")
    void twoThreadsReadWhatOneReads(Dataset data) {
        List<float[]> alone = IntStream.range(0, data.size()).mapToObj(i -> read(data, i)).toList();
        assertThat(data.isThreadSafe()).isTrue();

        var other = CompletableFuture.supplyAsync(() -> wrong(data, alone, 1));

        assertThat(wrong(data, alone, 7)).isZero();
        assertThat(other.join()).isZero();
    }

    /** Returns how many reads gave something else than reading alone. */
    private static long wrong(Dataset data, List<float[]> alone, int stride) {
        return IntStream.range(0, READS)
                .map(read -> read * stride % data.size())
                .filter(example -> !Arrays.equals(read(data, example), alone.get(example)))
                .count();
    }

    private static float[] read(Dataset data, int example) {
        var batch = new Batch(1, data.input().size(), data.target());
        data.copy(example, batch, 0);
        return batch.inputs();
    }
}
