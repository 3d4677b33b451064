package dev.gradus.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.model.file.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After training went back, the checkpoints of what it left must not pass for the newest. */
class GoingBackTest {
    @TempDir private Path folder;

    private CheckpointStore store(int keep) {
        return new CheckpointStore(folder, keep);
    }

    private static Contents contents(long step, int branch) {
        return new Contents(CheckpointStore.FORMAT)
                .with("state", "step " + step + " of branch " + branch);
    }

    private void save(CheckpointStore store, long step, int branch) {
        assertThat(store.save(step, contents(step, branch))).isInstanceOf(Saved.Written.class);
    }

    @Test
    void whatWasJustSavedIsThereThoughAnOlderBranchHasMoreSteps() {
        save(store(1), 300, 0);
        save(store(1), 200, 1);

        assertThat(store(1).at(200).contents()).isEqualTo(contents(200, 1));
    }

    @Test
    void laterCheckpointsAreSetAsideUntilTrainingHasComeAsFarAgain() {
        for (long step : List.of(100L, 200L, 300L)) {
            save(store(9), step, 0);
        }

        assertThat(store(9).setAside(100)).containsExactly(200L, 300L);
        assertThat(store(9).newest().step()).isEqualTo(100);
        assertThat(folder.resolve("step-000000300.checkpoint.void")).exists();
        save(store(9), 250, 1);
        assertThat(store(9).steps()).containsExactly(250L, 100L);
        assertThat(folder.resolve("step-000000200.checkpoint.void")).doesNotExist();
        assertThat(folder.resolve("step-000000300.checkpoint.void")).exists();
        save(store(9), 300, 1);
        assertThat(folder.resolve("step-000000300.checkpoint.void")).doesNotExist();
        assertThat(store(9).newest().contents()).isEqualTo(contents(300, 1));
    }

    @Test
    void aBestCheckpointThatIsSetAsideIsNoLongerTheBest() {
        save(store(1), 100, 0);
        save(store(1), 200, 0);
        store(1).markBest(200);

        store(1).setAside(100);
        assertThat(store(1).best()).isEmpty();
        save(store(1), 110, 1);
        assertThat(store(1).newest().passedOver()).isEmpty();
        assertThat(store(1).steps()).containsExactly(110L);
    }

    @Test
    void goingBackSucceedsWheneverTheDiskFailedInBetween() throws IOException {
        for (long failing = 1; ; failing++) {
            long at = failing;
            for (long step : List.of(100L, 200L, 300L)) {
                save(store(9), step, 0);
            }
            store(9).markBest(300);
            var disk = new FailingDisk(operation -> operation == at);
            var broken = new CheckpointStore(disk.path(folder), 9);
            boolean done;
            try {
                broken.setAside(100);
                done = disk.operations() < failing;
            } catch (CheckpointException failure) {
                done = false;
                assertThat(failure).hasMessageStartingWith("could not ");
            }
            assertThat(store(9).newest().step()).isIn(100L, 200L, 300L);
            store(9).setAside(100);
            save(store(9), 150, 1);
            assertThat(store(9).newest().contents()).isEqualTo(contents(150, 1));
            assertThat(store(9).newest().passedOver()).isEmpty();
            store(9).setAside(0);
            if (done) {
                assertThat(failing).isGreaterThan(5);
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whateverHappenedTheNewestIsTheOneSavedLast(int seed) throws IOException {
        var random = new Random(seed);
        int keep = 1 + random.nextInt(3);
        long step = 0;
        int branch = 0;
        OptionalLong best = OptionalLong.empty();
        for (int turn = 0; turn < 40; turn++) {
            step += 1 + random.nextInt(3);
            save(store(keep), step, branch);
            if (random.nextInt(4) == 0) {
                store(keep).markBest(step);
                best = OptionalLong.of(step);
            }
            Loaded newest = store(keep).newest();
            assertThat(newest.step()).isEqualTo(step);
            assertThat(newest.contents()).isEqualTo(contents(step, branch));
            assertThat(newest.passedOver()).isEmpty();
            assertThat(store(keep).best()).isEqualTo(best);
            assertThat(store(keep).steps()).hasSizeLessThanOrEqualTo(keep + 1);
            if (random.nextInt(3) == 0 && store(keep).steps().size() > 1) {
                Files.write(newest.file(), new byte[] {1, 2, 3});
                step = store(keep).newest().step();
                branch++;
                store(keep).setAside(step);
                best = best.isPresent() && best.getAsLong() > step ? OptionalLong.empty() : best;
            }
        }
    }

    @Test
    void aStepThatWasSetAsideIsNotLoaded() {
        save(store(9), 100, 0);
        save(store(9), 200, 0);
        store(9).setAside(100);

        assertThatThrownBy(() -> store(9).at(200)).isInstanceOf(CheckpointException.class);
    }
}
