package dev.gradus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private final byte[][] kept = new byte[1][];

    @Test
    void countsEveryByteOfARun() {
        long empty = Allocation.of(() -> kept[0] = new byte[0]);
        assertThat(empty).isEqualTo(16);
        assertThat(Allocation.of(() -> kept[0] = new byte[48])).isEqualTo(empty + 48);
    }

    @Test
    void countsNothingWhereNothingIsAllocated() {
        assertThat(Allocation.of(() -> kept[0] = null)).isZero();
    }

    @Test
    void passesOverWhatTheJvmDoesNowAndThen() {
        assertThat(Allocation.of(everySoOften(900))).isZero();
    }

    @Test
    void seesWhatCodeDoesInEverySecondTime() {
        assertThat(Allocation.of(everySoOften(150))).isPositive();
    }

    private Runnable everySoOften(int runs) {
        int[] run = {0};
        return () -> {
            if (run[0]++ % runs == 0) {
                kept[0] = new byte[100_000];
            }
        };
    }

    @Test
    void refusesThreadsThatHaveEnded() throws InterruptedException {
        Thread ended = Thread.ofPlatform().start(() -> {});
        ended.join();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.of(() -> {}, ended))
                .withMessage("a thread to be counted has ended");
    }

    /** What waiting for another thread allocates depends on which of them comes first. */
    @Test
    void countsOtherThreadsIfAsked() throws InterruptedException {
        var work = new SynchronousQueue<CountDownLatch>();
        var other =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (true) {
                                try {
                                    CountDownLatch done = work.take();
                                    kept[0] = new byte[10_000];
                                    done.countDown();
                                } catch (InterruptedException over) {
                                    return;
                                }
                            }
                        });
        Runnable run =
                () -> {
                    try {
                        var done = new CountDownLatch(1);
                        work.put(done);
                        done.await();
                    } catch (InterruptedException over) {
                        throw new IllegalStateException(over);
                    }
                };
        assertThat(Allocation.of(run)).isLessThan(1_000);
        assertThat(Allocation.of(run, other)).isBetween(10_000L, 12_000L);
        other.interrupt();
        other.join();
    }
}
