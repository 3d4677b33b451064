package dev.gradus.train;

import static dev.gradus.nn.Optimizers.adam;
import static dev.gradus.schedule.Schedules.oneCycle;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllocationTest {
    /** Class loading and the like may allocate a little; a kilobyte in a thousand steps is none. */
    private static final long NOTHING = 1024;

    @Test
    void aStepAllocatesNothing() {
        var meter = new AllocationMeter();
        Trainer trainer =
                Toys.trainer()
                        .optimizer(adam())
                        .learningRate(oneCycle(0.01))
                        .clipNorm(1)
                        .steps(20_000)
                        .batchSize(5)
                        .stopWhen(StopRule.timeLimit(Duration.ofHours(1)))
                        .listeners(_ -> {});
        try (Training training = trainer.prepare(Toys.clouds(23_000, 1))) {
            for (int step = 0; step < 3000; step++) {
                training.turn();
            }
            long before = meter.bytes();
            for (int step = 0; step < 1000; step++) {
                training.turn();
            }
            assertThat(meter.bytes() - before).isLessThan(NOTHING);
        }
    }
}
