package dev.gradus.nn.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.engine.thread.Team;
import dev.gradus.number.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/** What every team does, whoever's threads it has. */
public final class TeamContract {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int[] PARTS = {0, 1, 2, 3, 64, 207, 1000};

    private TeamContract() {}

    /** What a team is tried with. */
    @FunctionalInterface
    private interface Trial {
        void on(Team team);
    }

    /**
     * Returns the tests of teams of several sizes.
     *
     * @param teams starts a team of this many threads
     */
    public static Stream<DynamicTest> tests(IntFunction<Team> teams) {
        return Stream.of(1, 2, 3, 7)
                .flatMap(threads ->
                        Stream.of(
                                test("does every part once", teams, threads, everyPartOnce()),
                                test("works side by side", teams, threads, sideBySide(threads)),
                                test(
                                        "keeps threads at their parts",
                                        teams,
                                        threads,
                                        TeamContract::sameParts),
                                test("bears a failing part", teams, threads, failingPart()),
                                test(
                                        "neither hangs nor overlaps in many short tasks",
                                        teams,
                                        threads,
                                        team -> shortTasks(team, 20_000 / threads))));
    }

    private static DynamicTest test(
            String name, IntFunction<Team> teams, int threads, Trial trial) {
        return DynamicTest.dynamicTest(
                Text.of("%d threads: %s", threads, name),
                () ->
                        Assertions.assertTimeoutPreemptively(
                                PATIENCE,
                                () -> {
                                    try (Team team = teams.apply(threads)) {
                                        assertThat(team.threads()).isEqualTo(threads);
                                        trial.on(team);
                                    }
                                }));
    }

    private static Trial everyPartOnce() {
        return team -> {
            for (int parts : PARTS) {
                requireEachOnce(team, parts);
            }
        };
    }

    /** Has a team do some parts and checks that each is done once. */
    public static void requireEachOnce(Team team, int parts) {
        var done = new AtomicIntegerArray(parts);
        team.run(parts, done::incrementAndGet);
        for (int part = 0; part < parts; part++) {
            assertThat(done.get(part)).isEqualTo(1);
        }
    }

    /** Parts that wait for each other only end if as many threads are at work. */
    private static Trial sideBySide(int threads) {
        return team -> {
            var meeting = new Phaser(threads);
            team.run(threads, part -> meeting.arriveAndAwaitAdvance());
            assertThat(meeting.getPhase()).isEqualTo(1);
        };
    }

    /**
     * What a part reads and writes is in the cache of the core that had it the last time. A thread
     * that looks for work while a task begins may find another's part before its own.
     */
    private static void sameParts(Team team) {
        int rounds = 100;
        int kept = 0;
        long[] before = threadsOfParts(team);
        for (int round = 0; round < rounds; round++) {
            long[] now = threadsOfParts(team);
            assertThat(now).doesNotHaveDuplicates();
            kept += Arrays.equals(now, before) ? 1 : 0;
            before = now;
        }
        assertThat(kept).isGreaterThan(rounds * 3 / 4);
    }

    /** Returns which thread does which part, where each thread waits for the others in its own. */
    private static long[] threadsOfParts(Team team) {
        var meeting = new Phaser(team.threads());
        long[] threads = new long[team.threads()];
        team.run(
                threads.length,
                part -> {
                    threads[part] = Thread.currentThread().threadId();
                    meeting.arriveAndAwaitAdvance();
                });
        return threads;
    }

    /** Who wakes late must neither miss a task nor do one twice. */
    public static void shortTasks(Team team, int rounds) {
        var sum = new AtomicLong();
        Team.Task task = part -> sum.addAndGet(part + 1);
        for (int round = 1; round <= rounds; round++) {
            int parts = 1 + round % 5;
            sum.set(0);
            team.run(parts, task);
            if (sum.get() != parts * (parts + 1) / 2) {
                throw new AssertionError(Text.of("round %d added up to %d", round, sum.get()));
            }
        }
    }

    private static Trial failingPart() {
        return team -> {
            for (int bad : List.of(0, 1, 6, 7)) {
                assertThatThrownBy(() -> team.run(8, part -> failIf(part == bad)))
                        .hasStackTraceContaining("part of no use");
                requireEachOnce(team, 8);
            }
        };
    }

    private static void failIf(boolean bad) {
        if (bad) {
            throw new IllegalArgumentException("part of no use");
        }
    }
}
