package dev.gradus.nn.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.engine.kit.TeamContract;
import dev.gradus.testing.Allocation;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TestFactory
    Stream<DynamicTest> isATeam() {
        return TeamContract.tests(Team::of);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void aHundredThousandShortTasksNeitherHangNorOverlap(int threads) {
        Assertions.assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    try (var team = Team.of(threads)) {
                        TeamContract.shortTasks(team, 100_000);
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
                            TeamContract.requireEachOnce(team, 10);
                        }
                    }
                });
    }

    @Test
    void allocatesNothing() {
        try (var team = Team.of(2)) {
            float[] sums = new float[16];
            Team.Task task = part -> sums[part] += part;
            assertThat(Allocation.of(() -> team.run(16, task))).isZero();
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
