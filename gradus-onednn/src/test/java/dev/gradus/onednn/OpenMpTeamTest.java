package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.engine.kit.TeamContract;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.onednn.binding.Scope;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A failing part must be caught in Java: nobody in C could, and the process would end. */
class OpenMpTeamTest {
    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    @TestFactory
    Stream<DynamicTest> isATeam() {
        return TeamContract.tests(threads -> OpenMpTeam.of(scope, threads));
    }

    /** A program may be made in one thread and trained in another. */
    @Test
    void worksForAnotherThread() throws ExecutionException, InterruptedException {
        Team team = OpenMpTeam.of(scope, 3);
        TeamContract.requireEachOnce(team, 64);
        var other =
                new FutureTask<>(
                        (Callable<Boolean>)
                                () -> {
                                    TeamContract.requireEachOnce(team, 64);
                                    return true;
                                });
        Thread.ofPlatform().start(other);
        assertThat(other.get()).isTrue();
        TeamContract.requireEachOnce(team, 64);
    }

    /** A thread that waits in C after it has called Java keeps the JVM from ending for 0.3 s. */
    @Test
    void endsItsThreadsWithTheScope() {
        Set<Thread> helpers = ConcurrentHashMap.newKeySet();
        try (var own = new Scope()) {
            Team team = OpenMpTeam.of(own, 3);
            while (helpers.size() < 2) {
                team.run(64, _ -> helpers.add(Thread.currentThread()));
                helpers.remove(Thread.currentThread());
            }
            assertThat(helpers).allMatch(Thread::isAlive);
        }
        assertThat(helpers).noneMatch(Thread::isAlive);
    }

    @Test
    void anotherTeamComputesAfterOneHasEnded() {
        Team lasting = OpenMpTeam.of(scope, 3);
        try (var own = new Scope()) {
            TeamContract.requireEachOnce(OpenMpTeam.of(own, 2), 64);
        }
        TeamContract.requireEachOnce(lasting, 64);
    }
}
