package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run on a schedule of the user's own class goes on from its folder, in the program that has it.
 */
class OwnScheduleTest {
    private final Dataset data = Toys.clouds(40, 1);

    @TempDir Path runs;

    private record Sawtooth(double high, Span length) implements NamedSchedule {
        @Override
        public Schedule definition() {
            return Schedules.linear(high, 0, length).repeat();
        }
    }

    private static Trainer trainer(double high) {
        return Trainer.of(Network.of(Shape.vector(2), dense(3)), softmaxCrossEntropy())
                .backend("java")
                .learningRate(new Sawtooth(high, Span.steps(3)))
                .batchSize(8)
                .epochs(4)
                .seed(3);
    }

    private Run begun() {
        try (Training training = trainer(0.1).runs(runs).prepare(data)) {
            for (int step = 0; step < 7; step++) {
                training.turn();
            }
            training.request(new Control.Stop(), "test");
            training.run();
            return training.folder().orElseThrow();
        }
    }

    private TrainingResult resumed(Run run, double high) {
        try (Training training = trainer(high).runIn(run).prepare(data)) {
            training.resume(new CheckpointStore(run.checkpoints(), 1).newest(), Changes.REFUSED);
            return training.run();
        }
    }

    @Test
    void goesOnToTheBit() {
        TrainingResult whole = trainer(0.1).fit(data);
        Run run = begun();
        assertThat(run.configuration().text("learningRate"))
                .hasValue("Sawtooth[high=0.1, length=steps(3)]");
        assertThat(resumed(run, 0.1).state()).isEqualTo(whole.state());
    }

    @Test
    void doesNotGoOnWithAnother() {
        Run run = begun();
        assertThatThrownBy(() -> resumed(run, 0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the run cannot continue with something else");
    }
}
