package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.util.stream.IntStream;
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
        var batch = new Batch(17, WIDTH, among.target());
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
