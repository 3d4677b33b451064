package dev.gradus.onednn.binding;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A file in a jar.
 *
 * @param source where it is read from
 * @param name its name, without folders
 * @param size its bytes, unpacked
 * @param checksum its CRC-32
 */
record PackedFile(URL source, String name, long size, long checksum) {
    /** Returns the file at this place; a jar's index is enough to know its size and checksum. */
    static PackedFile at(URL source) throws IOException {
        String path = source.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        URLConnection connection = source.openConnection();
        if (connection instanceof JarURLConnection jar) {
            var entry = jar.getJarEntry();
            return new PackedFile(source, name, entry.getSize(), entry.getCrc());
        }
        var crc = new CRC32();
        long size = 0;
        try (InputStream in = connection.getInputStream()) {
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                crc.update(block, 0, read);
                size += read;
            }
        }
        return new PackedFile(source, name, size, crc.getValue());
    }

    InputStream open() throws IOException {
        return source.openStream();
    }

    /** Returns a key that distinguishes these files from those of another release. */
    static String fingerprint(List<PackedFile> files) {
        long mixed = 0;
        for (PackedFile file : files) {
            mixed = mixed * 31 + (file.checksum ^ (file.size << Integer.SIZE));
        }
        String digits =
                Long.toHexString(mixed); // the first format string takes the JVM milliseconds
        return "0".repeat(16 - digits.length()) + digits;
    }

    /** Returns the CRC-32 of a file. */
    static long checksum(Path file) throws IOException {
        var crc = new CRC32();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var block = ByteBuffer.allocateDirect(1 << 18); // an array would be filled by a copy
            while (channel.read(block) >= 0) {
                crc.update(block.flip());
                block.clear();
            }
        }
        return crc.getValue();
    }
}
