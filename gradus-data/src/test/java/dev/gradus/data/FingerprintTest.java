package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final float[][] INPUTS = {{1, 2}, {3, 4}, {5, 6}};
    private static final int[] LABELS = {0, 1, 1};

    private static Dataset data(float[][] inputs, int[] labels) {
        return Dataset.ofLabels(Shape.vector(2), inputs, labels, 2);
    }

    @Test
    void isTheSameForTheSameExamplesWhereverTheyAreKept() {
        Dataset data = data(INPUTS, LABELS);
        assertThat(data.fingerprint())
                .matches("1:[0-9a-f]{32}")
                .isEqualTo(data(INPUTS, LABELS).fingerprint())
                .isEqualTo(new Copied(data).fingerprint());
    }

    /**
     * The texts are those of {@code hashlib.sha256} in Python over the description and, for 64
     * examples at a time, the numbers as {@code struct.pack} writes them, the highest byte first.
     */
    @Test
    void isThatOfRuleOne() {
        int size = 130;
        float[][] inputs = new float[size][];
        int[] labels = new int[size];
        float[][] values = new float[size][];
        for (int i = 0; i < size; i++) {
            inputs[i] = new float[] {i, -i};
            labels[i] = i % 2;
            values[i] = new float[] {i + 0.5f, i};
        }
        assertThat(data(inputs, labels).fingerprint())
                .isEqualTo("1:8d5a6fcd405c37e8256fac9ba17820ff");
        assertThat(Dataset.ofValues(Shape.vector(2), inputs, values).fingerprint())
                .isEqualTo("1:da1e397c07bcb0f869c32ac2209a96a6");
    }

    /** Examples of so many inputs are taken one by one. */
    @Test
    void doesNotDependOnHowManyExamplesAreInMemoryAtOnce() {
        int width = 1 << 15;
        float[][] inputs = new float[67][width];
        int[] labels = new int[67];
        for (int i = 0; i < 67; i++) {
            inputs[i][i] = i + 1;
            labels[i] = i % 2;
        }
        assertThat(Dataset.ofLabels(Shape.vector(width), inputs, labels, 2).fingerprint())
                .isEqualTo("1:a33bebb30378368670f72e80ce52c524");
    }

    /** Every change of a value, a label, the order, the shape or the number of examples shows. */
    @Test
    void everyChangeShows() {
        var all = new ArrayList<String>();
        all.add(data(INPUTS, LABELS).fingerprint());
        for (int row = 0; row < INPUTS.length; row++) {
            for (int column = 0; column < 2; column++) {
                float[][] changed = {{1, 2}, {3, 4}, {5, 6}};
                changed[row][column] = Math.nextUp(changed[row][column]);
                all.add(data(changed, LABELS).fingerprint());
            }
            int[] labels = LABELS.clone();
            labels[row] = 1 - labels[row];
            all.add(data(INPUTS, labels).fingerprint());
        }
        all.add(data(new float[][] {{3, 4}, {1, 2}, {5, 6}}, LABELS).fingerprint());
        all.add(data(new float[][] {{1, 2}, {3, 4}}, new int[] {0, 1}).fingerprint());
        all.add(Dataset.ofLabels(Shape.vector(2), INPUTS, LABELS, 3).fingerprint());
        all.add(
                Dataset.ofLabels(
                                Shape.vector(3),
                                new float[][] {{1, 2, 3}, {4, 5, 6}},
                                new int[] {0, 1},
                                2)
                        .fingerprint());
        all.add(
                Dataset.ofValues(Shape.vector(2), INPUTS, new float[][] {{0}, {1}, {1}})
                        .fingerprint());
        all.add(data(INPUTS, LABELS).take(2).fingerprint());
        all.add(data(INPUTS, LABELS).range(1, 3).fingerprint());
        all.add(
                data(INPUTS, LABELS)
                        .standardized(new Standardization(List.of(1.0, 2.0), List.of(2.0, 3.0)))
                        .fingerprint());
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    }

    /** Batches are filled again and again; the last one of a data set is seldom full. */
    @Test
    void showsTheLastExampleOfEveryNumber() {
        for (int size = 1; size < 140; size += 23) {
            float[][] inputs = new float[size][2];
            Dataset before = data(inputs, new int[size]);
            inputs[size - 1][1] = 1;
            assertThat(data(inputs, new int[size]).fingerprint())
                    .isNotEqualTo(before.fingerprint());
        }
    }

    /** A data set of a user's own class. */
    private record Copied(Dataset source) implements Dataset {
        @Override
        public String name() {
            return "copied";
        }

        @Override
        public int size() {
            return source.size();
        }

        @Override
        public Shape input() {
            return source.input();
        }

        @Override
        public Target target() {
            return source.target();
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            source.copy(example, batch, row);
        }
    }
}
