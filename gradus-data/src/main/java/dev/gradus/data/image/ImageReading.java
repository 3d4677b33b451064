package dev.gradus.data.image;

import dev.gradus.data.BadRows;
import dev.gradus.data.DataException;
import dev.gradus.data.DataSource;
import dev.gradus.data.disk.DiskMemory;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads images on all processors; the place of each is fixed beforehand. */
final class ImageReading {
    private final Path folder;
    private final ImageForm form;
    private final List<String> notes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    private ImageReading(Path folder, ImageForm form) {
        this.folder = folder;
        this.form = form;
    }

    static ImageDataset ofClasses(Path folder, ImageForm form, List<String> known) {
        var reading = new ImageReading(folder, form);
        List<String> classes = reading.list(known);
        return reading.read(classes);
    }

    /** Lists the files and returns the classes. */
    private List<String> list(List<String> known) {
        List<Path> folders = ImageFiles.folders(folder);
        var classes = new ArrayList<>(known);
        var others = new ArrayList<>(ImageFiles.in(folder).images()); // images outside of any class
        for (Path each : folders) {
            ImageFiles listed = ImageFiles.in(each);
            others.addAll(listed.others());
            if (listed.images().isEmpty()) {
                notes.add(each + " has no images and is left out");
                continue;
            }
            int label = label(each.getFileName().toString(), classes, known);
            files.addAll(listed.images());
            listed.images().forEach(_ -> labels.add(label));
        }
        if (classes.size() < 2 || files.isEmpty()) {
            throw new DataException(
                    Text.of(
                            "%s has %s with images; expected a folder for each class, at least 2",
                            folder, NumberText.counted(classes.size(), "folder")));
        }
        if (!others.isEmpty()) {
            notes.add(
                    Text.of(
                            "%s that %s no image of a class left out, such as %s",
                            NumberText.counted(others.size(), "file"),
                            others.size() == 1 ? "is" : "are",
                            others.getFirst()));
        }
        return classes;
    }

    private int label(String name, List<String> classes, List<String> known) {
        if (known.isEmpty()) {
            classes.add(name);
            return classes.size() - 1;
        }
        int label = known.indexOf(name);
        if (label < 0) {
            throw new DataException(
                    "%s: the folder '%s' is not one of the classes %s"
                            .formatted(folder, name, known));
        }
        return label;
    }

    private ImageDataset read(List<String> classes) {
        Picture first = firstWhole();
        ImageSize size = form.size().orElseGet(first::size);
        Colour colour = form.colour().orElse(first.isGrey() ? Colour.GREY : Colour.RGB);
        long width = (long) colour.channels() * size.height() * size.width();
        MemorySegment bytes = room(width * files.size());
        @Nullable String[] faults = new String[files.size()];
        @Nullable String[] misfits = new String[files.size()];
        IntStream.range(0, files.size())
                .parallel()
                .forEach(i -> {
                    try {
                        byte[] pixels = pixels(files.get(i), size, colour);
                        MemorySegment.copy(
                                MemorySegment.ofArray(pixels), 0, bytes, i * width, width);
                    } catch (DataException fault) {
                        faults[i] = String.valueOf(fault.getMessage());
                    } catch (MisfitException misfit) {
                        misfits[i] = misfit.getMessage();
                    }
                });
        requireAlike(misfits);
        int[] kept = kept(faults);
        for (int i = 0; i < kept.length; i++) {
            MemorySegment.copy(bytes, kept[i] * width, bytes, i * width, width);
        }
        if (form.size().isEmpty() || form.colour().isEmpty()) {
            notes.add(Text.of("%,d images of %s, %s", kept.length, size, colour));
        }
        return new ImageDataset(
                folder.toString(),
                Shape.image(colour.channels(), size.height(), size.width()),
                List.copyOf(classes),
                IntStream.of(kept).mapToObj(files::get).toList(),
                IntStream.of(kept).map(labels::get).toArray(),
                bytes,
                notes,
                Optional.of(source(size, colour)));
    }

    /** The first image that can be decoded decides the size and colour of the others. */
    private Picture firstWhole() {
        for (Path file : files) {
            try {
                return Picture.read(file);
            } catch (DataException fault) {
                BadRows.ofImages(form.onBad()).add(file.toString(), why(file, fault));
            }
        }
        throw new DataException(folder + " has no image that can be decoded");
    }

    private static String why(Path file, DataException fault) {
        return String.valueOf(fault.getMessage()).replace(file + " ", "");
    }

    /** Images that take more than a quarter of the heap are kept on disk. */
    private MemorySegment room(long size) {
        if (size <= Math.min(Runtime.getRuntime().maxMemory() / 4, Integer.MAX_VALUE - 8)) {
            return MemorySegment.ofArray(new byte[(int) size]);
        }
        MemorySegment room = DiskMemory.reserve(form.cache(), "the images of " + folder, size);
        notes.add(
                "the images take %s, more than a quarter of the memory, and are kept on disk in %s until the command ends (--cache DIR for another folder)"
                        .formatted(DiskMemory.text(size), form.cache()));
        return room;
    }

    /** An image without a fault, of another size or colour than the first. */
    private static final class MisfitException extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        MisfitException(String sentence) {
            super(sentence);
        }
    }

    /** Refuses images of several sizes even where faulty ones are skipped: nearly all might be. */
    private static void requireAlike(@Nullable String... misfits) {
        for (String misfit : misfits) {
            if (misfit != null) {
                throw new DataException(misfit);
            }
        }
    }

    private byte[] pixels(Path file, ImageSize size, Colour colour) {
        Picture picture = Picture.read(file);
        if (form.size().isEmpty() && !picture.size().equals(size)) {
            throw new MisfitException(
                    "%s has %s pixels, and the first image %s; scale all to one size (--image-size %s)"
                            .formatted(file, picture.size(), size, size));
        }
        if (form.colour().isEmpty() && colour == Colour.GREY && !picture.isGrey()) {
            throw new MisfitException(
                    "%s has colours, and the first image has none; read all in grey or all in colour (--colour grey, --colour rgb)"
                            .formatted(file));
        }
        return picture.bytes(size, colour);
    }

    private int[] kept(@Nullable String... faults) {
        var bad = BadRows.ofImages(form.onBad());
        int[] kept =
                IntStream.range(0, faults.length)
                        .filter(i -> {
                            String fault = faults[i];
                            if (fault != null) {
                                bad.add(
                                        files.get(i).toString(),
                                        fault.replace(files.get(i) + " ", ""));
                            }
                            return fault == null;
                        })
                        .toArray();
        notes.addAll(bad.notes());
        return kept;
    }

    private DataSource source(ImageSize size, Colour colour) {
        var words = new LinkedHashMap<String, Object>();
        words.put("data", "images:" + folder.toAbsolutePath().normalize());
        words.put("imageSize", size.toString());
        words.put("colour", colour.toString());
        return new DataSource(words, DataSource.Part.WHOLE);
    }

    /**
     * Lists images to predict: a file, the files of a folder, or those of the folders in it.
     *
     * @throws DataException if there is none
     */
    static List<Path> images(Path place) {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        var images = new ArrayList<>(ImageFiles.in(place).images());
        ImageFiles.folders(place).forEach(each -> images.addAll(ImageFiles.in(each).images()));
        if (images.isEmpty()) {
            throw new DataException(
                    place + " has no images (.png, .jpg, .jpeg, .gif or .bmp) in it");
        }
        return images;
    }
}
