package dev.gradus.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.model.file.Contents;
import dev.gradus.run.file.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever operation on the disk fails, the old or the new checkpoint is there and whole. */
class FailingDiskTest {
    private static final int KEEP = 2;

    @TempDir private Path folder;

    enum Fault {
        ONCE,
        FROM_THEN_ON;

        LongPredicate at(long operation) {
            return this == ONCE ? next -> next == operation : next -> next >= operation;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOldOrTheNewCheckpointLoads(Fault fault) throws IOException {
        long operations = 0;
        for (long failing = 1; failing <= operations + 1; failing++) {
            Path checkpoints = Files.createDirectory(folder.resolve("failing" + failing));
            var whole = new CheckpointStore(checkpoints, KEEP);
            for (long step : List.of(1L, 2L)) {
                assertThat(whole.save(step, contents(step))).isInstanceOf(Saved.Written.class);
            }
            whole.markBest(1);
            var disk = new FailingDisk(fault.at(failing));
            var store = new CheckpointStore(disk.path(checkpoints), KEEP);

            Saved saved = store.save(3, contents(3));
            Saved marked = saved instanceof Saved.Written ? store.markBest(3) : saved;
            operations = Math.max(operations, disk.operations());

            Loaded newest = whole.newest();
            assertThat(newest.passedOver()).as("operation %d", failing).isEmpty();
            assertThat(newest.contents()).isEqualTo(contents(newest.step()));
            assertThat(newest.step()).isIn(2L, 3L);
            if (saved instanceof Saved.Written) {
                assertThat(newest.step()).isEqualTo(3);
            }
            long best = whole.best().orElseThrow();
            assertThat(whole.at(best).contents()).isEqualTo(contents(best));
            if (marked instanceof Saved.Written) {
                assertThat(best).isEqualTo(3);
            }
            assertThat(whole.save(4, contents(4))).isInstanceOf(Saved.Written.class);
            assertThat(whole.newest().step()).isEqualTo(4);
            assertThat(unfinished(checkpoints)).isEmpty();
        }
        assertThat(operations).isGreaterThan(20);
    }

    @Test
    void aDiskOf64KilobytesFillsUpAndKeepsWhatIsWhole() throws IOException {
        var disk = FailingDisk.ofSize(64 << 10, folder);
        var store = new CheckpointStore(disk.path(folder), KEEP);
        var whole = new CheckpointStore(folder, KEEP);
        int written = 0;
        for (long step = 1; step <= 6; step++) {
            // From the third on there is no room for one more beside the two that are kept.
            Saved saved = store.save(step, contents(step, 6_000));
            written += saved instanceof Saved.Written ? 1 : 0;
            if (saved instanceof Saved.Failed(String reason)) {
                assertThat(reason).contains("could not save").contains("the disk is full");
            }
            assertThat(whole.newest().step()).isEqualTo(Math.min(step, 2));
            assertThat(whole.newest().passedOver()).isEmpty();
            assertThat(unfinished(folder)).isEmpty();
        }
        assertThat(written).isEqualTo(2);
        assertThat(whole.newest().contents()).isEqualTo(contents(2, 6_000));
    }

    @Test
    void theBytesAreOnTheDiskBeforeTheNameAndTheNameBeforeAnythingElse() throws IOException {
        var disk = new FailingDisk(_ -> false);

        RunFile.replace(disk.path(folder).resolve("sweep.json"), "{}");

        assertThat(disk.durable())
                .containsExactly(
                        "force sweep.json.tmp",
                        "rename sweep.json",
                        "force " + folder.getFileName());
        assertThat(folder.resolve("sweep.json")).hasContent("{}");
    }

    private static List<Path> unfinished(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().contains(".tmp-")).toList();
        }
    }

    private static Contents contents(long step) {
        return contents(step, 30_000);
    }

    private static Contents contents(long step, int size) {
        float[] values = new float[size];
        for (int i = 0; i < values.length; i++) {
            values[i] = step + i;
        }
        return new Contents(CheckpointStore.FORMAT)
                .with("state", "step " + step)
                .with("dense1.weight", values);
    }
}
