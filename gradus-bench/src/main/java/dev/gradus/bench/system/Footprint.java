package dev.gradus.bench.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process takes, as Linux tells of it.
 *
 * @param peak the most physical memory it ever had (VmHWM), in bytes
 * @param natives the sizes of the native libraries it loaded beside the JDK's and the system's, as
 *     files, in bytes
 */
public record Footprint(long peak, long natives) {
    /** Returns the footprint of this process so far; zeros where there is no {@code /proc}. */
    static Footprint current() {
        Path self = Path.of("/proc/self");
        if (!Files.exists(self)) {
            return new Footprint(0, 0);
        }
        return new Footprint(peak(self), natives(self));
    }

    private static long peak(Path self) {
        return lines(self.resolve("status"))
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private static long natives(Path self) {
        Path jdk = Path.of(System.getProperty("java.home"));
        Set<Path> libraries =
                lines(self.resolve("maps"))
                        .filter(line -> line.contains("/") && line.contains(".so"))
                        .map(line -> Path.of(line.substring(line.indexOf('/'))))
                        .filter(file -> !file.startsWith(jdk))
                        .filter(file -> !file.startsWith("/usr") && !file.startsWith("/lib"))
                        .filter(Files::exists)
                        .collect(Collectors.toSet());
        return libraries.stream().mapToLong(Footprint::size).sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
