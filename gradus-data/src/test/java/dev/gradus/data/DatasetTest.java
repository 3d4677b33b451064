package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
    @ParameterizedTest
    @CsvSource({"10, 0.3, 3", "10, 0.01, 1", "10, 0.999, 9", "207, 0.1, 21"})
    void aSplitHoldsARoundedShareOutAndLosesNothing(int size, double share, int heldOut) {
        Split split = counting(size).split(share, 7);

        assertThat(split.heldOut().size()).isEqualTo(heldOut);
        List<Integer> both = numbers(split.training());
        both.addAll(numbers(split.heldOut()));
        assertThat(both).containsExactlyInAnyOrderElementsOf(numbers(counting(size)));
    }

    @Test
    void aSplitDependsOnTheSeedAlone() {
        Dataset data = counting(100);

        assertThat(numbers(data.split(0.2, 1).heldOut()))
                .isEqualTo(numbers(data.split(0.2, 1).heldOut()))
                .isNotEqualTo(numbers(data.split(0.2, 2).heldOut()));
    }

    @Test
    void viewsOfViewsReachTheRightExample() {
        assertThat(numbers(counting(20).range(5, 15).range(2, 8).take(3))).containsExactly(7, 8, 9);
        assertThat(counting(20).range(5, 15).range(2, 8).place(0)).contains("row 7");
        assertThat(counting(3).take(9).size()).isEqualTo(3);
    }

    @Test
    void standardizedColumnsHaveMeanZeroAndDeviationOne() {
        float[][] rows = {{1, 100, 5}, {2, 300, 5}, {6, 200, 5}, {3, 1000, 5}};
        Dataset data = Dataset.ofValues(Shape.vector(3), rows, new float[4][1]);

        Dataset standard = data.standardized(Standardization.of(data));
        var again = Standardization.of(standard);

        for (int column = 0; column < 2; column++) {
            assertThat(again.means().get(column)).isCloseTo(0, within(1e-6));
            assertThat(again.deviations().get(column)).isCloseTo(1, within(1e-6));
        }
        assertThat(again.means().get(2)).isZero();
    }

    /** A model predicts from what it learned from: the same bits, one example at a time. */
    @Test
    void anExampleIsStandardizedLikeTheData() {
        float[][] rows = {{1, 3, 10, 10}, {5, 7, 11, 10}, {0.1f, -7, 10, 1e6f}};
        for (Shape shape : List.of(Shape.vector(4), Shape.image(2, 1, 2), Shape.image(1, 2, 2))) {
            Dataset data = Dataset.ofLabels(shape, rows, new int[] {0, 1, 1}, 2);
            var standardization = Standardization.of(data);
            Batch batch = new Batch(1, 4, data.target());

            for (int i = 0; i < rows.length; i++) {
                float[] given = rows[i].clone();
                data.standardized(standardization).copy(i, batch, 0);

                assertThat(standardization.apply(rows[i])).containsExactly(batch.inputs());
                assertThat(rows[i]).containsExactly(given);
            }
        }
        assertThatThrownBy(() ->
                        new Standardization(List.of(0.0, 0.0), List.of(1.0, 1.0))
                                .apply(new float[3]))
                .hasMessage("3 input values cannot be divided into 2 channels or columns");
    }

    @Test
    void imagesAreStandardizedByChannel() {
        float[][] rows = {{1, 3, 10, 10}, {5, 7, 10, 10}};
        Dataset data = Dataset.ofLabels(Shape.image(2, 1, 2), rows, new int[] {0, 1}, 2);

        var standardization = Standardization.of(data);

        assertThat(standardization.means()).containsExactly(4.0, 10.0);
        assertThat(standardization.deviations().getFirst()).isCloseTo(Math.sqrt(5), within(1e-12));
        assertThat(standardization.deviations().getLast()).isEqualTo(1);
    }

    @Test
    void wrongArraysAreRefusedWithTheirRow() {
        Shape two = Shape.vector(2);
        float[][] rows = {{1, 2}, {3, Float.NaN}};

        assertThatThrownBy(() -> Dataset.ofLabels(two, rows, new int[] {0, 1}, 2))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "row 1, column 1 of the inputs is NaN (both counted from 0); clean the data or drop the row");
        assertThatThrownBy(() -> Dataset.ofLabels(two, rows, new int[] {0, 2}, 2))
                .hasMessage("row 1 has label 2; labels of 2 classes are 0 to 1");
        assertThatThrownBy(() -> Dataset.ofLabels(two, rows, new int[] {0}, 2))
                .hasMessage(
                        "a data set has as many rows of inputs as of labels, at least 1; got 2 and 1");
        assertThatThrownBy(() -> Dataset.ofLabels(Shape.vector(3), rows, new int[] {0, 1}, 2))
                .hasMessage("row 0 of the inputs has 2 values, expected 3");
    }

    static Dataset counting(int size) {
        float[][] inputs = new float[size][1];
        for (int i = 0; i < size; i++) {
            inputs[i][0] = i;
        }
        return Dataset.ofLabels(Shape.vector(1), inputs, new int[size], 2);
    }

    static List<Integer> numbers(Dataset data) {
        var numbers = new ArrayList<Integer>();
        var batch = new Batch(1, 1, data.target());
        for (int i = 0; i < data.size(); i++) {
            data.copy(i, batch, 0);
            numbers.add((int) batch.inputs()[0]);
        }
        return numbers;
    }
}
