package dev.gradus.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.DataException;
import dev.gradus.data.disk.DiskMemory;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.prepare.table.OnBadRow;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDatasetTest {
    @TempDir private Path folder;

    /** Writes PNG as its specification says, with the numbers as they are. */
    private static byte[] png(int width, int height, int colourType, byte... scanlines)
            throws IOException {
        var file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});
        var header = new ByteArrayOutputStream();
        var data = new DataOutputStream(header);
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {8, (byte) colourType, 0, 0, 0});
        chunk(file, "IHDR", header.toByteArray());
        var packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed)) {
            deflater.write(scanlines);
        }
        chunk(file, "IDAT", packed.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte... bytes)
            throws IOException {
        var data = new DataOutputStream(file);
        data.writeInt(bytes.length);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        data.write(name);
        data.write(bytes);
        var crc = new CRC32();
        crc.update(name);
        crc.update(bytes);
        data.writeInt((int) crc.getValue());
    }

    private Path put(String name, byte... bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static float[] inputs(ImageDataset data, int example) {
        var batch = new Batch(1, data.input().size(), data.target());
        data.copy(example, batch, 0);
        return batch.inputs();
    }

    private static ImageForm form(String size, Colour colour, OnBadRow onBad) {
        ImageForm usual = ImageForm.usual();
        return new ImageForm(
                Optional.ofNullable(size).map(ImageSize::parse),
                Optional.ofNullable(colour),
                onBad,
                usual.cache());
    }

    @Test
    void readsAFolderForEachClassInTheOrderOfNames() throws IOException {
        put("dog/b.png", png(2, 1, 0, (byte) 0, (byte) 1, (byte) 2));
        put("dog/a.PNG", png(2, 1, 0, (byte) 0, (byte) 128, (byte) 255));
        put("cat/z.png", png(2, 1, 0, (byte) 0, (byte) 7, (byte) 9));
        put("cat/readme.txt", (byte) 1);
        put(".hidden/x.png", (byte) 1);
        ImageDataset data = ImageDataset.read(folder, ImageForm.usual());

        assertThat(data.classNames()).containsExactly("cat", "dog");
        assertThat(data.input()).isEqualTo(Shape.image(1, 1, 2));
        assertThat(data.place(1)).endsWith("a.PNG");
        assertThat(inputs(data, 0)).containsExactly(7 / 255f, 9 / 255f);
        assertThat(inputs(data, 1)).containsExactly(128 / 255f, 1);
        assertThat(data.notes())
                .hasSize(2)
                .anyMatch(note -> note.contains("readme.txt"))
                .contains("3 images of 1x2, grey");
    }

    @Test
    void readsColoursAndWhatIsTransparentOverWhite() throws IOException {
        byte opaque = (byte) 255;
        put("a/1.png", png(1, 1, 6, (byte) 0, (byte) 10, (byte) 20, (byte) 30, opaque));
        put("b/1.png", png(1, 1, 6, (byte) 0, (byte) 10, (byte) 20, (byte) 30, (byte) 51));
        ImageDataset rgb = ImageDataset.read(folder, ImageForm.usual());
        ImageDataset grey = ImageDataset.read(folder, form("1x1", Colour.GREY, OnBadRow.FAIL));

        assertThat(rgb.input()).isEqualTo(Shape.image(3, 1, 1));
        assertThat(inputs(rgb, 0)).containsExactly(10 / 255f, 20 / 255f, 30 / 255f);
        assertThat(inputs(rgb, 1)).containsExactly(206 / 255f, 208 / 255f, 210 / 255f);
        // 0.299 * 10 + 0.587 * 20 + 0.114 * 30
        assertThat(inputs(grey, 0)[0] * 255).isCloseTo(18.15f, within(0.5f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "jpg"})
    void readsEachForm(String form) throws IOException {
        var image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 48; i++) {
            image.setRGB(i % 8, i / 8, 0xff0000);
        }
        for (String name : new String[] {"a", "b"}) {
            Files.createDirectories(folder.resolve(name));
            assertThat(ImageIO.write(image, form, folder.resolve(name + "/1." + form).toFile()))
                    .isTrue();
        }
        float[] inputs = inputs(ImageDataset.read(folder, ImageForm.usual()), 1);

        assertThat(inputs[0]).isCloseTo(1, within(0.02f));
        assertThat(inputs[48]).isCloseTo(0, within(0.02f));
        assertThat(inputs).hasSize(3 * 48);
    }

    /** A mean of what is covered, a straight line stays straight, and so does a plain area. */
    @Test
    void resizesByWeightsThatSumToOne() {
        float[] ramp = {0, 10, 20, 30, 40, 50, 60, 70};
        float[] half = new float[4];
        Resampling.of(8, 4).apply(ramp, 0, half, 0, 1);
        float[] twice = new float[16];
        Resampling.of(8, 16).apply(ramp, 0, twice, 0, 1);

        assertThat(half[1]).isCloseTo(25, within(1e-4f));
        assertThat(half[2]).isCloseTo(45, within(1e-4f));
        assertThat(twice[0]).isZero();
        assertThat(twice[5]).isCloseTo(22.5f, within(1e-4f));
        for (int to = 1; to < 40; to++) {
            float[] plain = new float[to];
            Resampling.of(8, to).apply(new float[] {3, 3, 3, 3, 3, 3, 3, 3}, 0, plain, 0, 1);
            for (float value : plain) {
                assertThat(value).isCloseTo(3, within(1e-5f));
            }
        }
    }

    /** Even where faulty images are skipped: these have no fault, and may be nearly all. */
    @ParameterizedTest
    @EnumSource(OnBadRow.class)
    void namesTheImageThatHasAnotherSizeOrColour(OnBadRow policy) throws IOException {
        put("a/1.png", png(2, 1, 0, (byte) 0, (byte) 1, (byte) 2));
        put("b/1.png", png(1, 1, 0, (byte) 0, (byte) 1));

        assertThatThrownBy(() -> ImageDataset.read(folder, form(null, null, policy)))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("b/1.png", "1x1 pixels", "--image-size 1x2");
        put(
                "b/1.png",
                png(2, 1, 2, (byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 1, (byte) 2, (byte) 3));
        assertThatThrownBy(() -> ImageDataset.read(folder, form(null, null, policy)))
                .hasMessageContainingAll("b/1.png", "has colours", "--colour rgb");
        assertThat(ImageDataset.read(folder, form("3x3", Colour.RGB, OnBadRow.FAIL)).input())
                .isEqualTo(Shape.image(3, 3, 3));
    }

    @Test
    void refusesOrSkipsWhatCannotBeDecoded() throws IOException {
        byte[] whole = png(2, 1, 0, (byte) 0, (byte) 1, (byte) 2);
        put("a/0.png", Arrays.copyOf(whole, 20));
        put("a/1.png", whole);
        put("b/1.png", whole);
        put("b/2.jpg", "text".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> ImageDataset.read(folder, ImageForm.usual()))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("a/0.png: ", "--on-bad-row skip");
        ImageDataset data = ImageDataset.read(folder, form(null, null, OnBadRow.SKIP));
        assertThat(data.size()).isEqualTo(2);
        assertThat(inputs(data, 1)).containsExactly(1 / 255f, 2 / 255f);
        assertThat(data.notes())
                .contains("2 unusable images left out")
                .anyMatch(note ->
                        note.endsWith("b/2.jpg: is not an image: expected PNG, JPEG, GIF or BMP"));
    }

    @Test
    void decodesNoImageThatIsMeantToFillTheMemory() throws IOException {
        put("a/1.png", png(60_000, 60_000, 0, (byte) 0));
        put("b/1.png", png(60_000, 60_000, 0, (byte) 0));

        assertThatThrownBy(() -> ImageDataset.read(folder, ImageForm.usual()))
                .hasMessageContaining("60,000 x 60,000 pixels; at most");
    }

    @Test
    void answersDamageWithNothingButDataExceptions() throws IOException {
        var random = new SplittableRandom(3);
        var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (String form : new String[] {"png", "bmp", "gif", "jpg"}) {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, form, out);
            for (int trial = 0; trial < 300; trial++) {
                byte[] bytes = Arrays.copyOf(out.toByteArray(), 1 + random.nextInt(out.size()));
                for (int change = random.nextInt(4); change > 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Path file = put("damaged/1." + form, bytes);
                Throwable thrown = catchThrowable(() -> Picture.read(file));
                if (thrown != null) {
                    assertThat(thrown).isInstanceOf(DataException.class);
                    assertThat(thrown.getMessage()).contains(file.toString());
                }
            }
        }
    }

    @Test
    void needsTwoClasses() throws IOException {
        put("a/1.png", png(1, 1, 0, (byte) 0, (byte) 1));
        put("b/notes.txt", (byte) 1);

        assertThatThrownBy(() -> ImageDataset.read(folder, ImageForm.usual()))
                .hasMessageContaining("has 1 folder with images; expected a folder for each class");
        assertThatThrownBy(() -> ImageDataset.read(folder.resolve("none"), ImageForm.usual()))
                .hasMessageContaining("there is no folder");
    }

    @Test
    void numbersTheClassesAsAModelDoes() throws IOException {
        put("dog/1.png", png(1, 1, 0, (byte) 0, (byte) 1));
        var names = List.of("ant", "cat", "dog");
        ImageDataset data = ImageDataset.read(folder, ImageForm.usual(), names);
        var batch = new Batch(1, 1, data.target());
        data.copy(0, batch, 0);

        assertThat(batch.labels()).containsExactly(2);
        put("eel/1.png", png(1, 1, 0, (byte) 0, (byte) 1));
        assertThatThrownBy(() -> ImageDataset.read(folder, ImageForm.usual(), names))
                .hasMessageContaining("the folder 'eel' is not one of the classes");
    }

    @Test
    void keepsOnDiskWhatIsLargerThanItsShareOfTheHeap() throws IOException {
        var segment = DiskMemory.reserve(folder, "the images", 3_000_000_000L);
        segment.set(ValueLayout.JAVA_BYTE, 2_999_999_999L, (byte) 7);

        assertThat(segment.get(ValueLayout.JAVA_BYTE, 2_999_999_999L)).isEqualTo((byte) 7);
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing is left behind").isEmpty();
        }
        assertThatThrownBy(() -> DiskMemory.reserve(folder, "the images of x", Long.MAX_VALUE / 2))
                .hasMessageContainingAll("the images of x take", "--cache DIR");
    }
}
