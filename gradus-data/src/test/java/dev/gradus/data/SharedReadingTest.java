package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        return Stream.of(images(), images().standardized(Standardization.of(images())), vectors());
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
        List<float[]> alone = IntStream.range(0, EXAMPLES).mapToObj(i -> read(data, i)).toList();

        var other = CompletableFuture.supplyAsync(() -> wrong(data, alone, 1));

        assertThat(wrong(data, alone, 7)).isZero();
        assertThat(other.join()).isZero();
    }

    /** Returns how many reads gave something else than reading alone. */
    private static long wrong(Dataset data, List<float[]> alone, int stride) {
        return IntStream.range(0, READS)
                .map(read -> read * stride % EXAMPLES)
                .filter(example -> !Arrays.equals(read(data, example), alone.get(example)))
                .count();
    }

    private static float[] read(Dataset data, int example) {
        var batch = new Batch(1, data.input().size(), data.target());
        data.copy(example, batch, 0);
        return batch.inputs();
    }
}
