package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {
    private static final byte[] IMAGES = {
        0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, (byte) 255, 1, 2, 3
    };
    private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 4, 1};

    @TempDir private Path folder;

    @Test
    void scalesBytesToTheUnitInterval() throws IOException {
        var data = IdxDataset.read(file("images", IMAGES), file("labels", LABELS));
        var batch = new Batch(1, 3, data.target());

        data.copy(0, batch, 0);

        assertThat(data.size()).isEqualTo(2);
        assertThat(data.target()).isEqualTo(Target.classes(5));
        assertThat(batch.inputs()).containsExactly(0f, 0.2f, 1f);
        assertThat(batch.labels()).containsExactly(4);
    }

    @Test
    void readsGzipAsItIs() throws IOException {
        var data = IdxDataset.read(file("images.gz", gzip(IMAGES)), file("labels", LABELS));

        assertThat(data.size()).isEqualTo(2);
    }

    @Test
    void readsAFolderAsItIsPublished() throws IOException {
        file("train-images-idx3-ubyte.gz", gzip(IMAGES));
        file("train-labels-idx1-ubyte.gz", gzip(LABELS));
        file("t10k-images.idx3-ubyte", IMAGES);
        file("t10k-labels.idx1-ubyte", LABELS);

        Parts parts = IdxDataset.readFolder(folder);

        assertThat(parts.train().size()).isEqualTo(2);
        assertThat(parts.test().size()).isEqualTo(2);
    }

    @Test
    void aFolderWithoutAPartNamesWhatIsMissing() throws IOException {
        file("train-images-idx3-ubyte.gz", gzip(IMAGES));
        file("train-labels-idx1-ubyte", LABELS);

        assertThatThrownBy(() -> IdxDataset.readFolder(folder))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder + " has none of t10k-images-idx3-ubyte, ");
    }

    @Test
    void aTruncatedFileSaysWhatIsMissing() throws IOException {
        Path images = file("images", Arrays.copyOf(IMAGES, 20));

        assertThatThrownBy(() -> IdxDataset.read(images, file("labels", LABELS)))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        images
                                + " is cut off: its header says 2x1x3, that is 6 bytes, but 4 follow; fetch it again");
    }

    @Test
    void aTruncatedGzipIsNamed() throws IOException {
        byte[] whole = gzip(IMAGES);
        Path images = file("images.gz", Arrays.copyOf(whole, whole.length - 12));

        assertThatThrownBy(() -> IdxDataset.read(images, file("labels", LABELS)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(images + " is not a complete gzip file: ");
    }

    @Test
    void bytesBehindCompressedImagesAreNamed() throws IOException {
        byte[] whole = gzip(IMAGES);
        Path images = file("images.gz", Arrays.copyOf(whole, whole.length + 4));
        Files.write(images, new byte[] {1}, StandardOpenOption.APPEND);

        assertThatThrownBy(() -> IdxDataset.read(images, file("labels", LABELS)))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "cannot expand "
                                + images
                                + ", fetch it again: the file goes on after its compressed data; cut off the rest, or compress it again");
    }

    @Test
    void fewerLabelsThanImagesAreRefused() throws IOException {
        Path images = file("images", IMAGES);
        Path labels = file("labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 4});

        assertThatThrownBy(() -> IdxDataset.read(images, labels))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "%s has 2 images, but %s has 1 labels; there must be one for each"
                                .formatted(images, labels));
    }

    @Test
    void aWrongMagicNumberSaysWhatCameAndWhatWasExpected() throws IOException {
        Path labels = file("labels", LABELS);

        assertThatThrownBy(() -> IdxDataset.read(labels, labels))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        labels
                                + " begins with 0x00000801; IDX images begin with 0x00000803 (unsigned bytes, 3 dimensions)");
    }

    @Test
    void absurdExtentsAreRefusedBeforeAnyMemoryIsTaken() throws IOException {
        byte[] absurd = IMAGES.clone();
        Arrays.fill(absurd, 4, 16, (byte) 0x7f);
        Path images = file("images", absurd);

        assertThatThrownBy(() -> IdxDataset.read(images, file("labels", LABELS)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("all bytes fit in 2 GiB");
    }

    @Test
    void aFileThatIsTooLongOrEmptyOrMissingIsRefused() throws IOException {
        Path labels = file("labels", LABELS);
        Path longer = file("longer", Arrays.copyOf(IMAGES, 30));
        Path empty = file("empty", new byte[0]);

        assertThatThrownBy(() -> IdxDataset.read(longer, labels))
                .hasMessageContaining("longer is too long");
        assertThatThrownBy(() -> IdxDataset.read(empty, labels))
                .hasMessage(empty + " has 0 bytes; an IDX file begins with 4");
        assertThatThrownBy(() -> IdxDataset.read(folder.resolve("none"), labels))
                .hasMessage(folder.resolve("none") + " does not exist");
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
