package dev.gradus.data.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.DataException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskMemoryTest {
    @TempDir private Path folder;

    @Test
    void aTenthOfASmallDiskIsLeftToOtherPrograms() {
        assertThat(DiskMemory.leftFree(0)).isZero();
        assertThat(DiskMemory.leftFree(2_000_000)).isEqualTo(200_000);
        assertThat(DiskMemory.leftFree(1L << 40)).isEqualTo(1L << 26);
    }

    @Test
    void saysHowMuchRoomThereIsWhereMoreIsNeeded() {
        assertThatThrownBy(() -> DiskMemory.requireRoom(folder, "the rows", Long.MAX_VALUE))
                .isInstanceOf(DataException.class)
                .message()
                .startsWith("the rows take 9,223,372,036,855 MB on disk, and " + folder)
                .contains(" has room for ")
                .endsWith("are left to other programs; name a folder with more room (--cache DIR)");
    }
}
