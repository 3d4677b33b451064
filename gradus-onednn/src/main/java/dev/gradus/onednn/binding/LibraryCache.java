package dev.gradus.onednn.binding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A folder of unpacked libraries, filled once per user.
 *
 * <p>The files of one release lie in one folder whose name holds their checksums as the jar states
 * them, so a look at the jar's index tells whether they are there, without reading them. A folder
 * is filled under another name and then renamed in one go: it is complete or absent, whoever
 * unpacks at the same time.
 */
final class LibraryCache {
    private final Path root;

    LibraryCache(Path root) {
        this.root = root;
    }

    /**
     * Returns the folder in which these files lie, unpacked now if they were not before.
     *
     * @param release a name for them together
     * @param sources where each is read from; the last part of each path is its name in the folder
     */
    Path folder(String release, List<URL> sources) {
        try {
            Path folder = root.resolve(release + "-" + fingerprint(sources));
            if (!Files.isDirectory(folder)) {
                unpack(sources, folder);
            }
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void unpack(List<URL> sources, Path folder) throws IOException {
        Files.createDirectories(root);
        Path parts = Files.createTempDirectory(root, "unpacking-");
        try {
            for (URL source : sources) {
                try (InputStream in = source.openStream()) {
                    Files.copy(in, parts.resolve(fileName(source)));
                }
            }
            Files.move(parts, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
            // Another process was faster; its folder is as complete as this one.
            delete(parts, sources);
        } catch (IOException failure) {
            delete(parts, sources);
            if (!Files.isDirectory(folder)) {
                throw failure;
            }
        }
    }

    private static void delete(Path parts, List<URL> sources) throws IOException {
        for (URL source : sources) {
            Files.deleteIfExists(parts.resolve(fileName(source)));
        }
        Files.deleteIfExists(parts);
    }

    private static String fileName(URL source) {
        String path = source.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String fingerprint(List<URL> sources) throws IOException {
        long mixed = 0;
        for (URL source : sources) {
            mixed = mixed * 31 + checksum(source);
        }
        return "%016x".formatted(mixed);
    }

    private static long checksum(URL source) throws IOException {
        URLConnection connection = source.openConnection();
        if (connection instanceof JarURLConnection jar) {
            var entry = jar.getJarEntry();
            return entry.getCrc() ^ (entry.getSize() << Integer.SIZE);
        }
        var crc = new CRC32();
        try (InputStream in = connection.getInputStream()) {
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                crc.update(block, 0, read);
            }
        }
        return crc.getValue();
    }
}
