package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.model.Model;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.recipe.StopRule;
import org.junit.jupiter.api.Test;

/** Training reads a data set that is not thread-safe with its monitor, as {@link Dataset} says. */
class MonitorTest {
    /** Its examples can be read by those alone who hold its monitor. */
    private record Guarded(Dataset source) implements DatasetView {
        @Override
        public void copy(int example, Batch batch, int row) {
            if (!Thread.holdsLock(this)) {
                throw new IllegalStateException("another thread may be reading");
            }
            source.copy(example, batch, row);
        }
    }

    private static final Dataset DATA = new Guarded(Toys.clouds(40, 1));

    @Test
    void aRunHoldsItFromItsFingerprintsToItsLastMeasurement() {
        TrainingResult result =
                Toys.trainer()
                        .validateOn(0.2)
                        .testOn(new Guarded(Toys.clouds(20, 2)))
                        .stopWhen(StopRule.stepLimit(3))
                        .fit(DATA);

        assertThat(result.steps()).isEqualTo(3);
        Model model = result.model();
        assertThat(Evaluation.of(model, DATA).examples()).isEqualTo(40);
    }

    @Test
    void aSearchForARateHoldsIt() {
        assertThat(Finder.of(Toys.trainer()).sweep(DATA).sweeps()).hasSize(1);
    }
}
