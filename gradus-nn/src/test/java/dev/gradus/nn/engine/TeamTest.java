package dev.gradus.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 0", "2, 1", "2, 2", "2, 207", "3, 2", "3, 64", "7, 3", "7, 1000"})
    void doesEveryPartOnce(int threads, int parts) {
        try (var team = Team.of(threads)) {
            assertThat(team.threads()).isEqualTo(threads);
            var done = new AtomicIntegerArray(parts);
            team.run(parts, done::incrementAndGet);
            for (int part = 0; part < parts; part++) {
                assertThat(done.get(part)).isEqualTo(1);
            }
        }
    }

    /** Short tasks, one after another: who wakes late must neither miss a task nor do one twice. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void manyShortTasksNeitherHangNorOverlap(int threads) {
        runShortTasks(threads, 20_000 / threads);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void aHundredThousandShortTasksNeitherHangNorOverlap(int threads) {
        runShortTasks(threads, 100_000);
    }

    private static void runShortTasks(int threads, int rounds) {
        Assertions.assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    try (var team = Team.of(threads)) {
                        var sum = new AtomicLong();
                        Team.Task task = part -> sum.addAndGet(part + 1);
                        for (int round = 1; round <= rounds; round++) {
                            int parts = 1 + round % 5;
                            sum.set(0);
                            team.run(parts, task);
                            if (sum.get() != parts * (parts + 1) / 2) {
                                throw new AssertionError(
                                        "round %d added up to %d".formatted(round, sum.get()));
                            }
                        }
                    }
                });
    }

    /** Helpers fall asleep in a pause and wake for the next task. */
    @Test
    void wakesSleepingHelpers() {
        Assertions.assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    try (var team = Team.of(3)) {
                        for (int round = 0; round < 20; round++) {
                            Thread.sleep(5);
                            var done = new AtomicIntegerArray(10);
                            team.run(10, done::incrementAndGet);
                            assertThat(done.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
                        }
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aFailureReachesTheCallerAndTheTeamGoesOn(int threads) {
        try (var team = Team.of(threads)) {
            for (int failing = 0; failing < 8; failing++) {
                int bad = failing;
                assertThatThrownBy(() -> team.run(8, part -> failIf(part == bad)))
                        .hasStackTraceContaining("part of no use");
                var done = new AtomicIntegerArray(8);
                team.run(8, done::incrementAndGet);
                assertThat(done.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1, 1]");
            }
        }
    }

    private static void failIf(boolean bad) {
        if (bad) {
            throw new IllegalArgumentException("part of no use");
        }
    }

    @Test
    void allocatesNothing() {
        try (var team = Team.of(2)) {
            float[] sums = new float[16];
            Team.Task task = part -> sums[part] += part;
            assertThat(Allocation.during(() -> team.run(16, task))).isZero();
        }
    }

    @Test
    void closingEndsItsThreads() throws InterruptedException {
        // Two parts that wait for each other are done by two threads.
        var meeting = new Phaser(2);
        var workers = new Thread[2];
        try (var team = Team.of(2)) {
            team.run(
                    2,
                    part -> {
                        workers[part] = Thread.currentThread();
                        meeting.arriveAndAwaitAdvance();
                    });
        }
        Thread helper = workers[0] == Thread.currentThread() ? workers[1] : workers[0];
        assertThat(helper).isNotSameAs(Thread.currentThread());
        assertThat(helper.join(PATIENCE)).isTrue();
    }
}
