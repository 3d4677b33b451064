package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSampleTest {
    private static final int WIDTH = 3;

    /** Rows whose numbers are those in a range; each row differs from all others. */
    private static Dataset rows(IntStream numbers, int flipped) {
        int[] all = numbers.toArray();
        float[][] inputs = new float[all.length][];
        int[] labels = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            inputs[i] = new float[] {all[i], all[i] / 7f, -1f / (all[i] + 1)};
            labels[i] = (all[i] + flipped) % 2;
        }
        return Dataset.ofLabels(Shape.vector(WIDTH), inputs, labels, 2);
    }

    private static RowSample.Found found(RowSample sample, Dataset among) {
        RowSample.Search search = RowSample.read(sample.text()).search();
        var batch = new Batch(17, among.input().size(), among.target());
        for (int first = 0; first < among.size(); first += 17) {
            int count = Math.min(17, among.size() - first);
            batch.size(count);
            for (int i = 0; i < count; i++) {
                among.copy(first + i, batch, i);
            }
            search.on(batch);
        }
        return search.found();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 1000, 4999})
    void theSampledRowsAreFoundAmongTheirOwnAndOnlyThere(int size) {
        RowSample sample = RowSample.of(rows(IntStream.range(0, size), 0));
        int sampled = Math.min(64, size);

        assertThat(sample.rows()).hasSize(sampled).doesNotHaveDuplicates();
        assertThat(found(sample, rows(IntStream.range(0, size).map(i -> size - 1 - i), 0)))
                .as("in another order")
                .isEqualTo(new RowSample.Found(sampled, sampled));
        assertThat(found(sample, rows(IntStream.range(size, 2 * size), 0)))
                .as("other rows")
                .isEqualTo(new RowSample.Found(0, sampled));
        assertThat(found(sample, rows(IntStream.range(0, size), 1)))
                .as("other targets")
                .isEqualTo(new RowSample.Found(0, sampled));
        assertThat(found(sample, rows(IntStream.range(0, 3 * size), 0)))
                .as("among many others")
                .isEqualTo(new RowSample.Found(sampled, sampled));
    }

    /**
     * The first 16 digits of the SHA-256 of {@code struct.pack('>fffi', 5, float32(5) / 7,
     * float32(-1) / 6, 1)} and of {@code struct.pack('>fff', 1.5, -0.0, 0.25)}, by Python's
     * hashlib.
     */
    @Test
    void rowsOfModelsOfEarlierVersionsAreFound() {
        var classes = RowSample.read("bda36a10f056c340 0000000000000000");
        Dataset values =
                Dataset.ofValues(
                        Shape.vector(2), new float[][] {{1.5f, -0.0f}}, new float[][] {{0.25f}});

        assertThat(found(classes, rows(IntStream.range(0, 40), 0)))
                .isEqualTo(new RowSample.Found(1, 2));
        assertThat(found(RowSample.read("7367a54125293c47"), values))
                .isEqualTo(new RowSample.Found(1, 1));
    }

    /** Rows that are alike: one bit or two signs differ, or two numbers are exchanged. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13, 64})
    void rowsThatAreAlikeHaveDifferentHashes(int width) {
        var rows = new ArrayList<float[]>();
        float[] zeros = new float[width];
        for (int i = 0; i < width; i++) {
            for (int bit = 0; bit < Float.SIZE; bit++) {
                float[] row = zeros.clone();
                row[i] = Float.intBitsToFloat(1 << bit);
                rows.add(row);
            }
            for (int j = i + 1; j < width; j++) {
                float[] signs = zeros.clone();
                signs[i] = -0.0f;
                signs[j] = -0.0f;
                rows.add(signs);
                float[] two = zeros.clone();
                two[i] = 1;
                two[j] = 2;
                rows.add(two);
                float[] exchanged = zeros.clone();
                exchanged[i] = 2;
                exchanged[j] = 1;
                rows.add(exchanged);
            }
        }
        rows.add(zeros);
        var hashes = new HashSet<Long>();
        for (int label = 0; label < 2; label++) {
            for (float[] row : rows) {
                var batch = new Batch(1, width, Target.classes(2));
                batch.size(1);
                System.arraycopy(row, 0, batch.inputs(), 0, width);
                batch.labels()[0] = label;
                hashes.add(RowSample.RowHash.mixed().of(batch, 0));
            }
        }

        assertThat(hashes).hasSize(2 * rows.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 700, 5000})
    void halfOfTheRowsHaveAboutHalfOfTheSample(int size) {
        RowSample sample = RowSample.of(rows(IntStream.range(0, size), 0));

        RowSample.Found half = found(sample, rows(IntStream.range(0, size / 2), 0));

        assertThat(half.found()).isBetween(31, 33);
        assertThat(half.sentence().orElseThrow())
                .contains(half.found() + " of a sample of 64 are here");
        assertThat(new RowSample.Found(0, 64).sentence()).isEmpty();
    }
}
