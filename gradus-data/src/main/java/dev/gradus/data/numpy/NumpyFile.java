package dev.gradus.data.numpy;

import dev.gradus.data.DataException;
import dev.gradus.number.Text;
import dev.gradus.text.FileFault;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Opens {@code .npy} files, and {@code .npz} files, which are ZIP archives of them. */
final class NumpyFile {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_ARRAYS = 1 << 10;

    private NumpyFile() {}

    private interface Reading<T> {
        T read() throws IOException;
    }

    static boolean isArchive(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
    }

    /** Reads the array of an {@code .npy} file. */
    static NpyArray array(Path file) {
        return reading(
                file,
                () -> {
                    try (InputStream in =
                            new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
                        return NpyArray.read(file.toString(), in);
                    }
                });
    }

    /** Returns the names of the arrays in an {@code .npz} file, without {@code .npy}. */
    static List<String> names(Path archive) {
        return reading(
                archive,
                () -> {
                    try (var zip = new ZipFile(archive.toFile())) {
                        if (zip.size() > MOST_ARRAYS) {
                            throw new DataException(
                                    Text.of(
                                            "%s has %,d entries; at most %,d arrays are read",
                                            archive, zip.size(), MOST_ARRAYS));
                        }
                        var names = new ArrayList<String>();
                        zip.stream()
                                .map(ZipEntry::getName)
                                .filter(name -> name.endsWith(".npy"))
                                .forEach(name -> names.add(name.substring(0, name.length() - 4)));
                        return names;
                    }
                });
    }

    /** Reads some arrays of an {@code .npz} file, by their names, in that order. */
    static List<NpyArray> arrays(Path archive, List<String> names) {
        return reading(
                archive,
                () -> {
                    try (var zip = new ZipFile(archive.toFile())) {
                        var arrays = new ArrayList<NpyArray>();
                        for (String name : names) {
                            arrays.add(array(zip, archive, name));
                        }
                        return arrays;
                    }
                });
    }

    private static NpyArray array(ZipFile zip, Path archive, String name) throws IOException {
        String place = archive + ", array '" + name + "'";
        try (InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
            return NpyArray.read(place, new BufferedInputStream(in, BUFFER));
        } catch (EOFException | ZipException damaged) {
            throw new DataException(
                    "%s cannot be expanded: %s".formatted(place, FileFault.reason(damaged)),
                    damaged);
        }
    }

    private static <T> T reading(Path file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (NoSuchFileException missing) {
            throw new DataException(file + " does not exist", missing);
        } catch (ZipException damaged) {
            throw new DataException(
                    "%s is not a complete .npz file: %s".formatted(file, FileFault.reason(damaged)),
                    damaged);
        } catch (IOException failure) {
            throw new DataException(FileFault.of("cannot read", file, failure), failure);
        }
    }
}
