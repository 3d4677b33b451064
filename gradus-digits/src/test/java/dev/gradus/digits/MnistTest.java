package dev.gradus.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.data.Standardization;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class MnistTest {
    private final Mnist digits = Mnist.load();

    @Test
    void hasThePublishedNumberOfExamplesOfEachPart() {
        assertThat(digits.train().size()).isEqualTo(60_000);
        assertThat(digits.test().size()).isEqualTo(10_000);
        assertThat(digits.train().input()).isEqualTo(Shape.image(1, 28, 28));
        assertThat(digits.test().target()).isEqualTo(Target.classes(10));
    }

    @Test
    void beginsWithTheDigitsEveryoneKnows() {
        assertThat(labels(digits.train(), 10)).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        assertThat(labels(digits.test(), 10)).containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
    }

    @Test
    void endsWhereItSaysItDoes() {
        assertThat(labels(digits.train().range(59_999, 60_000), 1)).containsExactly(8);
        assertThat(labels(digits.test().range(9_999, 10_000), 1)).containsExactly(6);
        for (Dataset part : List.of(digits.train(), digits.test())) {
            var batch = new Batch(1, part.input().size(), part.target());
            assertThatThrownBy(() -> part.copy(part.size(), batch, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /** torchvision's mean and deviation of the training part, which every tutorial uses. */
    @Test
    void hasThePublishedMeanAndDeviation() {
        var standardization = Standardization.of(digits.train());

        assertThat(standardization.means().getFirst()).isBetween(0.13065, 0.13067);
        assertThat(standardization.deviations().getFirst()).isBetween(0.30810, 0.30812);
    }

    private static int[] labels(Dataset data, int count) {
        var batch = new Batch(count, data.input().size(), data.target());
        for (int row = 0; row < count; row++) {
            data.copy(row, batch, row);
        }
        return batch.labels();
    }
}
