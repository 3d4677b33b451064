package dev.gradus.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.run.Runs;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.EventLog;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.json.Configuration;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedRunTest {
    private static final RunEnded END =
            new RunEnded(3, 3, BuiltIn.COMPLETED, "", Map.of(), Reported.newest(3), 1, "sha256:ff");

    @TempDir private Path folder;

    /** Whoever looks at the record first, and then at the lock, takes such a run for killed. */
    @Test
    void aRunThatEndsWhileItIsLookedAtIsInTrainingOrHasEnded() throws InterruptedException {
        Set<String> states = new HashSet<>();
        for (int number = 0; number < 200; number++) {
            Run run =
                    new Runs(folder)
                            .create("run" + number, Configuration.EMPTY, InstantSource.system());
            RunLock lock = run.lock();
            EventLog log = EventLog.append(run.events());
            Thread end =
                    Thread.ofVirtual()
                            .start(() -> {
                                log.on(END);
                                log.caughtUp();
                                lock.close();
                            });
            while (end.isAlive()) {
                states.add(ListedRun.of(run).state());
            }
            states.add(ListedRun.of(run).state());
            log.close();
        }

        assertThat(states).isSubsetOf("training", "completed").contains("completed");
    }
}
