package dev.gradus.data;

import dev.gradus.data.bytes.ByteRow;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gray images and their classes from two IDX files, as MNIST, Fashion-MNIST and EMNIST come;
 * compressed by gzip or not. A byte b becomes the input b / 255.
 */
public final class IdxDataset implements Dataset {
    private final String name;
    private final Shape input;
    private final int width;
    private final Target target;
    private final byte[] images;
    private final byte[] labels;
    private final ByteRow pixels;
    private final Optional<DataSource> source;

    private IdxDataset(String name, IdxFile images, IdxFile labels, int classes) {
        if (images.extent(0) != labels.extent(0)) {
            throw new DataException(
                    Text.of(
                            "%s has %d images, but %s has %d labels; there must be one for each",
                            images.name(), images.extent(0), labels.name(), labels.extent(0)));
        }
        requireLabels(labels, classes);
        this.name = name;
        this.input = Shape.image(1, images.extent(1), images.extent(2));
        this.target = Target.classes(classes);
        this.images = images.bytes();
        this.labels = labels.bytes();
        this.width = input.size();
        this.pixels = new ByteRow(width);
        this.source = Optional.empty();
    }

    private IdxDataset(
            String name,
            Shape input,
            Target target,
            byte[] images,
            byte[] labels,
            Optional<DataSource> source) {
        this.name = name;
        this.input = input;
        this.target = target;
        this.images = images;
        this.labels = labels;
        this.width = input.size();
        this.pixels = new ByteRow(width);
        this.source = source;
    }

    /**
     * Reads one part.
     *
     * @param images unsigned bytes in three dimensions: examples, rows, columns
     * @param labels unsigned bytes in one dimension, as many as examples
     * @return the examples
     * @throws DataException if a file is missing, truncated, or of another kind, or if the two do
     *     not fit together
     */
    public static IdxDataset read(Path images, Path labels) {
        return of(images.toString(), IdxFile.read(images, 3), IdxFile.read(labels, 1));
    }

    /**
     * Reads a folder with the four files {@code train-images-idx3-ubyte}, {@code
     * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte},
     * each also with {@code .gz}, or with a dot before {@code idx}.
     *
     * @param folder the folder
     * @return the two parts
     * @throws DataException as {@link #read}, or if one of them is missing
     */
    public static Parts readFolder(Path folder) {
        var parts =
                Stream.of("train", "t10k")
                        .parallel()
                        .map(part ->
                                read(
                                        find(folder, part + "-images", "idx3-ubyte"),
                                        find(folder, part + "-labels", "idx1-ubyte")))
                        .toList();
        String name = folder.toAbsolutePath().normalize().toString();
        return new Parts(
                parts.getFirst().from(DataSource.of(name, DataSource.Part.TRAINING)),
                parts.getLast().from(DataSource.of(name, DataSource.Part.TEST)));
    }

    private IdxDataset from(DataSource place) {
        return new IdxDataset(name, input, target, images, labels, Optional.of(place));
    }

    static IdxDataset of(String name, IdxFile images, IdxFile labels) {
        int classes = 2;
        for (byte label : labels.bytes()) {
            classes = Math.max(classes, (label & 0xff) + 1);
        }
        return new IdxDataset(name, images, labels, classes);
    }

    /**
     * Reads images and labels from streams, such as resources of a program.
     *
     * @param name the name of the data in messages and the record
     * @param images an IDX file of rank 3, compressed by gzip or not
     * @param labels an IDX file of rank 1
     * @param classes how many classes there are, at least 1 more than the largest label
     * @return the examples
     * @throws DataException if one is not such a file, or a label is too large
     */
    public static IdxDataset of(String name, InputStream images, InputStream labels, int classes) {
        return new IdxDataset(
                name,
                IdxFile.read(name + ", images", images, 3),
                IdxFile.read(name + ", labels", labels, 1),
                classes);
    }

    private static void requireLabels(IdxFile labels, int classes) {
        byte[] bytes = labels.bytes();
        for (int example = 0; example < bytes.length; example++) {
            if ((bytes[example] & 0xff) >= classes) {
                throw new DataException(
                        Text.of(
                                "%s, label %d (counted from 0) is %d; the labels of %d classes are 0 to %d",
                                labels.name(),
                                example,
                                bytes[example] & 0xff,
                                classes,
                                classes - 1));
            }
        }
    }

    /**
     * {@return whether a folder has at least one of the files that {@link #readFolder} reads}
     *
     * @param folder the folder
     */
    public static boolean isIn(Path folder) {
        return Stream.of("train", "t10k")
                .flatMap(part ->
                        Stream.of(
                                found(folder, part + "-images", "idx3-ubyte"),
                                found(folder, part + "-labels", "idx1-ubyte")))
                .anyMatch(Optional::isPresent);
    }

    private static Path find(Path folder, String start, String end) {
        return found(folder, start, end)
                .orElseThrow(() ->
                        new DataException(
                                "%s has none of %s; it needs images and labels of both parts"
                                        .formatted(folder, String.join(", ", names(start, end)))));
    }

    private static Optional<Path> found(Path folder, String start, String end) {
        return names(start, end).stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static List<String> names(String start, String end) {
        return List.of(
                start + "-" + end,
                start + "-" + end + ".gz",
                start + "." + end,
                start + "." + end + ".gz");
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
        return target;
    }

    /** Computed from the bytes, which are a quarter of the size of the inputs. */
    @Override
    public String fingerprint() {
        return new Fingerprint()
                .with(Fingerprint.description(this))
                .with(images)
                .with(labels)
                .text();
    }

    @Override
    public boolean isThreadSafe() {
        return true;
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        System.arraycopy(images, example * width, pixels.bytes(), 0, width);
        pixels.divideInto(ByteRow.WHITE, batch.inputs(), row * width);
        batch.labels()[row] = labels[example] & 0xff;
    }
}
