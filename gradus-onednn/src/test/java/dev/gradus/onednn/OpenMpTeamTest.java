package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.engine.Team;
import dev.gradus.onednn.binding.Scope;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMpTeamTest {
    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 0", "2, 1", "2, 2", "2, 207", "3, 2", "3, 64", "7, 3", "7, 1000"})
    void doesEveryPartOnce(int threads, int parts) {
        Team team = OpenMpTeam.of(scope, threads);
        assertThat(team.threads()).isEqualTo(threads);
        requireEachOnce(team, parts);
    }

    private static void requireEachOnce(Team team, int parts) {
        var done = new AtomicIntegerArray(parts);
        team.run(parts, done::incrementAndGet);
        for (int part = 0; part < parts; part++) {
            assertThat(done.get(part)).isEqualTo(1);
        }
    }

    /** Parts that wait for each other only end if as many threads are at work. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void partsRunSideBySide(int threads) {
        var meeting = new Phaser(threads);
        OpenMpTeam.of(scope, threads).run(threads, part -> meeting.arriveAndAwaitAdvance());
        assertThat(meeting.getPhase()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void manyShortTasksNeitherHangNorOverlap(int threads) {
        Team team = OpenMpTeam.of(scope, threads);
        var sum = new AtomicLong();
        Team.Task task = part -> sum.addAndGet(part + 1);
        for (int round = 1; round <= 20_000 / threads; round++) {
            int parts = 1 + round % 5;
            sum.set(0);
            team.run(parts, task);
            assertThat(sum.get()).isEqualTo(parts * (parts + 1) / 2);
        }
    }

    /** Nobody in C could catch it: the process would end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aFailureReachesTheCallerAndTheTeamGoesOn(int threads) {
        Team team = OpenMpTeam.of(scope, threads);
        for (int failing = 0; failing < 8; failing++) {
            int bad = failing;
            assertThatThrownBy(() -> team.run(8, part -> failIf(part == bad)))
                    .hasStackTraceContaining("part of no use");
            requireEachOnce(team, 8);
        }
    }

    private static void failIf(boolean bad) {
        if (bad) {
            throw new IllegalArgumentException("part of no use");
        }
    }

    /** A program may be made in one thread and trained in another. */
    @Test
    void worksForAnotherThread() throws ExecutionException, InterruptedException {
        Team team = OpenMpTeam.of(scope, 3);
        requireEachOnce(team, 64);
        var other =
                new FutureTask<>(
                        (Callable<Boolean>)
                                () -> {
                                    requireEachOnce(team, 64);
                                    return true;
                                });
        Thread.ofPlatform().start(other);
        assertThat(other.get()).isTrue();
        requireEachOnce(team, 64);
    }
}
