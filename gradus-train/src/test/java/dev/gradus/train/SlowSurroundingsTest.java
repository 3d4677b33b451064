package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What watches a run and writes it down costs the loop no time, however slow it is. */
@Timeout(60)
class SlowSurroundingsTest {
    private static final int STEPS = 2_000;
    private static final Duration NAP = Duration.ofMillis(20);

    private final Dataset train = Toys.clouds(23, 1);

    private static Trainer trainer() {
        return Toys.trainer().steps(STEPS);
    }

    private static void nap() {
        try {
            Thread.sleep(NAP);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes all steps and returns how long that took, without the end of the listeners. */
    private double seconds(Training training) {
        long begin = System.nanoTime();
        for (int step = 0; step < STEPS; step++) {
            training.turn();
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    @Test
    void aSlowReaderLosesEventsAndTheLoopLosesNoTime() {
        var isSlow = new AtomicBoolean(true);
        TrainingListener slow =
                _ -> {
                    if (isSlow.get()) {
                        nap();
                    }
                };
        try (Training training = trainer().listeners(slow).prepare(train)) {
            // If each step waited for the reader, this would take STEPS * NAP = 40 s.
            assertThat(seconds(training)).isLessThan(STEPS * NAP.toMillis() / 1e3 / 10);
            isSlow.set(false); // closing waits for it up to ten seconds
        }
    }

    @Test
    void aReaderThatIsStuckForEverStopsNothingAndTheBitsAreTheSame() {
        String undisturbed = trainer().fit(train).state();
        var never = new CountDownLatch(1);
        TrainingListener stuck =
                (TrainingEvent _) -> {
                    try {
                        never.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                };
        Trainer watched = trainer().listeners(stuck).warnings(_ -> {});
        try (Training training = watched.prepare(train)) {
            assertThat(seconds(training)).isLessThan(10);
            never.countDown();
            assertThat(training.run().state()).isEqualTo(undisturbed);
        }
    }

    @Test
    void aReaderThatThrowsAtEveryEventStopsNothing() {
        TrainingListener throwing =
                _ -> {
                    throw new IllegalStateException("no");
                };
        Trainer watched = trainer().listeners(throwing).warnings(_ -> {});
        assertThat(watched.fit(train).state()).isEqualTo(trainer().fit(train).state());
    }
}
