package dev.gradus.data.image;

import dev.gradus.data.DataException;
import dev.gradus.data.DataSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.bytes.ByteRow;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Images from files, a folder for each class, named as the class. A byte b of a channel becomes the
 * input b / 255.
 *
 * <p>Images are in the order of their folders' and files' names. They are scaled to one size;
 * transparent pixels are put over white; only the first image of an animation is read. The
 * orientation of the camera (EXIF) is ignored.
 */
public final class ImageDataset implements Dataset {
    private final String name;
    private final Shape input;
    private final int width;
    private final List<String> classes;
    private final List<Path> files;
    private final int[] labels;
    private final MemorySegment bytes;
    private final ByteRow pixels;
    private final List<String> notes;
    private final Optional<DataSource> source;

    ImageDataset(
            String name,
            Shape input,
            List<String> classes,
            List<Path> files,
            int[] labels,
            MemorySegment bytes,
            List<String> notes,
            Optional<DataSource> source) {
        this.name = name;
        this.input = input;
        this.classes = classes;
        this.files = files;
        this.labels = labels;
        this.bytes = bytes;
        this.width = input.size();
        this.pixels = new ByteRow(width);
        this.notes = List.copyOf(notes);
        this.source = source;
    }

    /**
     * Reads a folder of folders, each with the images of one class, on all processors.
     *
     * @param folder has at least two folders with images
     * @param form how images become inputs
     * @return the examples
     * @throws DataException if there is no image, or one cannot be decoded and is not to be skipped
     */
    public static ImageDataset read(Path folder, ImageForm form) {
        return ImageReading.ofClasses(folder, form, List.of());
    }

    /**
     * Reads images whose class names are already known, such as those of a model.
     *
     * @param folder a folder of folders
     * @param form how images become inputs
     * @param classes the classes in the order of their numbers; the names of the folders are among
     *     them
     * @return the examples
     * @throws DataException as {@link #read(Path, ImageForm)}
     */
    public static ImageDataset read(Path folder, ImageForm form, List<String> classes) {
        return ImageReading.ofClasses(folder, form, classes);
    }

    /** {@return what a user should know about how the images were read, a sentence each} */
    public List<String> notes() {
        return notes;
    }

    @Override
    public Optional<DataSource> origin() {
        return source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public Target target() {
        return Target.classes(classes.size());
    }

    @Override
    public List<String> classNames() {
        return classes;
    }

    /** Images on a disk are better read ahead. */
    @Override
    public boolean isThreadSafe() {
        return !bytes.isMapped();
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        long from = (long) example * width;
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, pixels.bytes(), 0, width);
        pixels.divideInto(ByteRow.WHITE, batch.inputs(), row * width);
        batch.labels()[row] = labels[example];
    }

    @Override
    public String place(int example) {
        return files.get(example).toString();
    }

    static float scaled(byte value) {
        return Byte.toUnsignedInt(value) / ByteRow.WHITE;
    }
}
