package dev.gradus.data.image;

import dev.gradus.data.DataException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists the images of folders, in the order of their names. */
final class ImageFiles {
    private static final Pattern IMAGE = Pattern.compile(".*\\.(png|jpe?g|gif|bmp)");

    private final List<Path> images = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();

    /** Returns whether a file's name is that of an image. */
    static boolean isImage(Path file) {
        return IMAGE.matcher(file.toString().toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns the folders in a folder; those whose names begin with a dot are hidden. */
    static List<Path> folders(Path folder) {
        return listed(folder).stream()
                .filter(Files::isDirectory)
                .filter(each -> !each.getFileName().toString().startsWith("."))
                .toList();
    }

    /** Lists the files directly in a folder. */
    static ImageFiles in(Path folder) {
        var files = new ImageFiles();
        for (Path each : listed(folder)) {
            (Files.isRegularFile(each) && isImage(each) ? files.images : files.others).add(each);
        }
        return files;
    }

    private static List<Path> listed(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(each -> each.getFileName().toString()))
                    .toList();
        } catch (NoSuchFileException missing) {
            throw new DataException("there is no folder " + folder, missing);
        } catch (NotDirectoryException file) {
            throw new DataException(folder + " is not a folder of images", file);
        } catch (IOException failure) {
            throw new DataException(FileFault.of("cannot read", folder, failure), failure);
        }
    }

    List<Path> images() {
        return images;
    }

    /** Returns the other files. */
    List<Path> others() {
        return others;
    }
}
