package dev.gradus.data.jdbc;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Says where a driver's jar goes, and what is wrong with where it is looked for. */
final class DriverAdvice {
    private static final String JAR = ".jar";

    private DriverAdvice() {}

    /**
     * Returns what to do about a driver that is not found.
     *
     * @param classPath where it was looked for
     */
    static String of(String classPath) {
        return "put the driver's jar on the class path: GRADUS_CLASSPATH=driver.jar"
                + Arrays.stream(classPath.split(File.pathSeparator, -1))
                        .filter(entry -> !entry.isEmpty())
                        .flatMap(entry -> doubt(entry).stream())
                        .findFirst()
                        .map(doubt -> " (" + doubt + ")")
                        .orElse("");
    }

    /** Returns why nothing is found at a place of the class path. */
    private static Optional<String> doubt(String entry) {
        Path path = Path.of(entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry);
        if (!Files.exists(path)) {
            return Optional.of("'%s', which is on it, does not exist".formatted(entry));
        }
        return Files.isDirectory(path) && !entry.endsWith("*") && hasJars(path)
                ? Optional.of(
                        "'%s', which is on it, is a folder: '%s' stands for the jars in it"
                                .formatted(entry, path.resolve("*")))
                : Optional.empty();
    }

    private static boolean hasJars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(JAR));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
