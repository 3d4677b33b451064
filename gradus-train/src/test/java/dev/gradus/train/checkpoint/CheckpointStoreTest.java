package dev.gradus.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.model.file.Contents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
    @TempDir Path folder;

    private static Contents contents(long step) {
        return new Contents(CheckpointStore.FORMAT)
                .with("state", "{\"step\":" + step + ",\"ü\":\"ß\"}")
                .with("dense1.weight", new float[] {1, -0f, Float.MIN_VALUE, step})
                .with("dense1.bias", new float[0]);
    }

    private Path saved(long step) {
        return ((Saved.Written) store(3).save(step, contents(step))).file();
    }

    private CheckpointStore store(int keep) {
        return new CheckpointStore(folder, keep);
    }

    @Test
    void whatWasSavedIsLoaded() {
        saved(7);
        Loaded loaded = store(3).newest();
        assertThat(loaded.contents()).isEqualTo(contents(7));
        assertThat(loaded.step()).isEqualTo(7);
        assertThat(loaded.passedOver()).isEmpty();
    }

    @Test
    void rowsLargerThanTheBufferComeBackBitForBit() {
        float[] row = new float[100_003];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.intBitsToFloat(0x3F800000 + i * 37);
        }
        store(1).save(1, new Contents(CheckpointStore.FORMAT).with("w", row));
        assertThat(store(1).newest().contents().values("w", row.length)).isEqualTo(row);
    }

    @Test
    void everyFlippedByteIsFound() throws IOException {
        Path file = saved(1);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            for (int bits : new int[] {0x01, 0x80, 0xFF}) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) bits;
                Files.write(file, damaged);
                assertThatThrownBy(() -> store(1).newest())
                        .as("byte %d", i)
                        .isInstanceOf(CheckpointException.class);
            }
        }
    }

    @Test
    void everyTruncationIsFound() throws IOException {
        Path file = saved(1);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> store(1).newest())
                    .as("length %d", length)
                    .isInstanceOf(CheckpointException.class);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> store(1).newest()).hasMessageContaining("1 bytes follow its end");
    }

    @Test
    void aLengthThatDoesNotFitIsRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = saved(1);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(16 + 3, Long.MAX_VALUE);
        Files.write(file, bytes);
        assertThatThrownBy(() -> store(1).newest())
                .hasMessageContaining("should take 9223372036854775807 bytes");
    }

    @Test
    void theNewestWholeCheckpointIsTakenAndTheOthersAreNamed() throws IOException {
        saved(1);
        saved(2);
        Path newest = saved(3);
        Files.write(newest, new byte[] {1, 2, 3});
        Loaded loaded = store(3).newest();
        assertThat(loaded.step()).isEqualTo(2);
        assertThat(loaded.passedOver())
                .singleElement()
                .asString()
                .startsWith("step-000000003.checkpoint: the checkpoint is incomplete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "garbage", "step-000000009.checkpoint", "../step-000000001.checkpoint"})
    void aMarkOfTheBestThatNamesNoneIsToldOf(String mark) throws IOException {
        saved(1);
        store(3).markBest(1);
        assertThat(store(3).newest().passedOver()).isEmpty();

        Files.writeString(folder.resolve("best"), mark);

        assertThat(store(3).newest().step()).isEqualTo(1);
        assertThat(store(3).newest().passedOver())
                .singleElement()
                .asString()
                .startsWith("best: it names no existing checkpoint");
    }

    @Test
    void theNewestFewAndTheBestAreKept() {
        for (long step = 1; step <= 6; step++) {
            store(2).save(step, contents(step));
            if (step == 2) {
                store(2).markBest(step);
            }
        }
        assertThat(store(2).steps()).containsExactly(6L, 5L, 2L);
        assertThat(store(2).best()).hasValue(2);
        assertThat(store(2).at(2).contents()).isEqualTo(contents(2));
    }

    @Test
    void aStateThatIsNotFiniteIsNeverSaved() {
        Contents poisoned = contents(4).with("dense2.weight", new float[] {0, Float.NaN});
        assertThat(store(1).save(4, poisoned))
                .isEqualTo(
                        new Saved.Failed(
                                "\"dense2.weight\" holds a value that is not finite at step 4, from which training cannot"
                                        + " continue"));
        assertThat(store(1).steps()).isEmpty();
    }

    @Test
    void savingWhereNothingCanBeWrittenFailsWithAReasonAndNoException() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Saved saved = new CheckpointStore(file.resolve("inside"), 1).save(1, contents(1));
        assertThat(saved)
                .isInstanceOfSatisfying(
                        Saved.Failed.class,
                        failed -> assertThat(failed.reason()).contains("could not save"));
    }

    @Test
    void whatADeadProcessBeganIsSweptAway() throws IOException {
        Files.createFile(folder.resolve("step-000000009.checkpoint.tmp-999999999"));
        saved(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactly("step-000000001.checkpoint");
        }
    }

    @Test
    void anEmptyFolderSaysSo() {
        assertThatThrownBy(() -> store(1).newest())
                .isInstanceOf(CheckpointException.class)
                .hasMessage("there is no checkpoint in " + folder);
    }
}
