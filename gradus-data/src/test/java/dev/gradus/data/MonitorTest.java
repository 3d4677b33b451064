package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reads a data set that is not thread-safe holds its monitor, as {@link Dataset} says. */
class MonitorTest {
    private static final Dataset PLAIN =
            Dataset.ofLabels(
                    Shape.vector(2),
                    new float[][] {{1, 2}, {3, 4}, {5, 7}},
                    new int[] {0, 1, 1},
                    2);

    static Stream<Function<Dataset, Object>> readers() {
        return Stream.of(
                Dataset::fingerprint,
                Standardization::of,
                RowSample::of,
                data -> data.range(1, 3).fingerprint(),
                data -> RowSample.of(data.split(0.4, 1).training()),
                data -> Standardization.of(data.standardized(Standardization.of(data))));
    }

    /** Its examples can be read by those alone who hold its monitor. */
    private record Guarded(Dataset source) implements DatasetView {
        @Override
        public String fingerprint() {
            return Fingerprint.of(this);
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            if (!Thread.holdsLock(this)) {
                throw new IllegalStateException("another thread may be reading");
            }
            source.copy(example, batch, row);
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void isHeldByWhatIsMeasuredOfAllExamples(Function<Dataset, Object> reader) {
        assertThat(reader.apply(new Guarded(PLAIN))).isEqualTo(reader.apply(PLAIN));
    }
}
