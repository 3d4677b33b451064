package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the class of a data set throws, the example is named, whoever reads it. */
class BrokenDataTest {
    private static final Dataset PLAIN =
            Dataset.ofLabels(
                    Shape.vector(2),
                    new float[][] {{1, 2}, {3, 4}, {5, 7}},
                    new int[] {0, 1, 1},
                    2);

    static Stream<Arguments> readersAndFaults() {
        List<Consumer<Dataset>> readers =
                List.of(
                        Fingerprint::of,
                        Standardization::of,
                        RowSample::of,
                        data -> RowSample.of(data.range(1, 3)),
                        data -> Fingerprint.of(data.standardized(Standardization.of(PLAIN))));
        List<Throwable> faults =
                List.of(
                        new IllegalStateException("disk gone"),
                        new AssertionError("disk gone"),
                        new StackOverflowError(),
                        new InterruptedException());
        return readers.stream()
                .flatMap(reader -> faults.stream().map(fault -> Arguments.of(reader, fault)));
    }

    /** Its last example cannot be read. */
    private record Broken(Dataset source, Throwable fault) implements DatasetView {
        @Override
        public void copy(int example, Batch batch, int row) {
            if (example == 2) {
                throw Broken.<RuntimeException>undeclared(fault);
            }
            DatasetView.super.copy(example, batch, row);
        }

        /** Throws anything, as classes in Scala and Kotlin do. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <E extends Throwable> E undeclared(Throwable fault) throws E {
            throw (E) fault;
        }
    }

    @ParameterizedTest
    @MethodSource("readersAndFaults")
    void theExampleIsNamed(Consumer<Dataset> reader, Throwable fault) {
        assertThatThrownBy(() -> reader.accept(new Broken(PLAIN, fault)))
                .isInstanceOf(DataException.class)
                .hasMessage("row 2 (counted from 0) cannot be read: " + fault)
                .hasCause(fault);
    }
}
