package dev.gradus.train;

import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.recipe.StopRule;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.testing.Allocation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
    @Test
    void manyTrainersInARowLeaveNoThreadsAndNoMemoryBehind() throws InterruptedException {
        var data = Toys.clouds(23, 1);
        Trainer trainer = Toys.trainer().threads(2).validateOn(0.2);
        for (int run = 0; run < 20; run++) {
            trainer.fit(data);
        }
        long before = usedMemory();
        for (int run = 0; run < 200; run++) {
            trainer.fit(data);
        }

        assertThat(usedMemory() - before).isLessThan(2_000_000);
        for (Thread told : threads()) {
            assertThat(told.join(Duration.ofSeconds(10))).as(told.getName()).isTrue();
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gradus-"))
                .toList();
    }

    private static long usedMemory() {
        for (int round = 0; round < 3; round++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "cyclic(5, 9, steps(40))"})
    void aStepAllocatesNothing(String batchSize) {
        Trainer trainer =
                Toys.trainer()
                        .optimizer(adam())
                        .learningRate(oneCycle(0.01))
                        .clipNorm(1)
                        .average(WeightAverage.ema(0.999))
                        .steps(20_000)
                        .batchSize(ScheduleReader.parse(batchSize))
                        .stopWhen(StopRule.timeLimit(Duration.ofHours(1)))
                        .listeners(_ -> {});
        try (Training training = trainer.prepare(Toys.clouds(23_000, 1))) {
            assertThat(
                            Allocation.of(() -> {
                                for (int step = 0; step < 10; step++) {
                                    training.turn();
                                }
                            }))
                    .as("bytes for ten steps")
                    .isZero();
        }
    }
}
