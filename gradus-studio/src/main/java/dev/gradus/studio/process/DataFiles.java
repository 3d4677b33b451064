package dev.gradus.studio.process;

import dev.gradus.data.image.ImagesToPredict;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Data files below a folder. The page names them by numbers that the studio gave them; paths in
 * requests are never used. Links are not followed.
 */
public final class DataFiles {
    private static final int DEEPEST = 4;
    private static final int MOST = 300;

    /** What the folders of runs and of sweeps hold. */
    private static final List<String> RECORDS = List.of("configuration.json", "sweep.json");

    private static final Pattern TABLE = named(".*\\.(csv|tsv|jsonl|ndjson|parquet)(\\.gz)?");
    private static final Pattern ARRAYS = named(".*\\.npz");
    private static final Pattern IDX = named("train-images-idx3-ubyte(\\.gz)?");

    private final Path folder;
    private List<Found> found = List.of();

    /** Creates the list of a folder. */
    public DataFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Data to train on.
     *
     * @param id names it in requests
     * @param name its path from the folder
     * @param path where it is
     * @param bytes how large it is
     * @param kind what it is
     */
    public record Found(String id, String name, Path path, long bytes, Kind kind) {
        /** Returns whether it is a table in Parquet's format. */
        public boolean isParquet() {
            return name.toLowerCase(Locale.ROOT).endsWith(".parquet");
        }
    }

    /** What data are. */
    public enum Kind {
        /** Handwritten digits, built in. */
        BUILT_IN,
        /** A file with rows and columns. */
        TABLE,
        /** A folder of IDX files. */
        IDX,
        /** A folder with a folder of pictures for each class. */
        PICTURES,
        /** A file of NumPy arrays. */
        ARRAYS
    }

    /** Programs of other systems write the ends of names in capitals. */
    private static Pattern named(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE);
    }

    /** Searches again and returns the data. */
    public synchronized List<Found> list() {
        var all = new ArrayList<Found>();
        all.add(new Found("mnist", "mnist", Path.of("mnist"), 0, Kind.BUILT_IN));
        if (Files.isDirectory(folder)) {
            try {
                Files.walkFileTree(
                        folder, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new Visitor(all));
            } catch (IOException e) {
                throw new RunException(FileFault.of("cannot look for data in", folder, e), e);
            }
        }
        found = List.copyOf(all);
        return found;
    }

    /** Returns the data that {@link #list} gave this id. */
    public synchronized Optional<Found> find(String id) {
        return found.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final List<Found> all;

        Visitor(List<Found> all) {
            this.all = all;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            String name = String.valueOf(visited.getFileName());
            boolean passedOver =
                    !visited.equals(folder)
                            && (name.startsWith(".")
                                    || name.equals("node_modules")
                                    || name.equals("target")
                                    || RECORDS.stream()
                                            .anyMatch(file -> Files.exists(visited.resolve(file))));
            if (passedOver) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (foldersOfPictures(visited) >= 2) {
                add(visited, 0, Kind.PICTURES);
                return visited.equals(folder)
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (attributes.isRegularFile() && TABLE.matcher(name).matches()) {
                add(file, attributes.size(), Kind.TABLE);
            } else if (attributes.isRegularFile() && IDX.matcher(name).matches()) {
                add(file.resolveSibling(""), 0, Kind.IDX);
            } else if (attributes.isRegularFile() && ARRAYS.matcher(name).matches()) {
                add(file, attributes.size(), Kind.ARRAYS);
            }
            return all.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
        }

        /** Counts up to two, which are classes; what cannot be read has none. */
        private static long foldersOfPictures(Path folder) {
            try (Stream<Path> inside = Files.list(folder)) {
                return inside.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                        .filter(Visitor::hasPicture)
                        .limit(2)
                        .count();
            } catch (IOException | UncheckedIOException unreadable) {
                return 0;
            }
        }

        private static boolean hasPicture(Path folder) {
            try (Stream<Path> inside = Files.list(folder)) {
                return inside.anyMatch(ImagesToPredict::isImage);
            } catch (IOException | UncheckedIOException unreadable) {
                return false;
            }
        }

        private void add(Path path, long bytes, Kind kind) {
            String name = folder.relativize(path).toString();
            all.add(
                    new Found(
                            "d" + all.size(),
                            name.isEmpty() ? "." : name,
                            path.toAbsolutePath().normalize(),
                            bytes,
                            kind));
        }
    }
}
