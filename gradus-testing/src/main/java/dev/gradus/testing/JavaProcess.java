package dev.gradus.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes of Java that tests start beside their own. */
public final class JavaProcess {
    private JavaProcess() {}

    /**
     * Returns a process, not yet started, of the same Java. It is over before the code of a second
     * compiler or several threads of a collector would have paid; a later option of the JVM counts
     * more than an earlier one.
     *
     * @param arguments options of the JVM, what it runs, and the arguments of that
     */
    public static ProcessBuilder of(List<String> arguments) {
        Stream<String> first =
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1");
        return new ProcessBuilder(Stream.concat(first, arguments.stream()).toList());
    }

    /** Returns a process as {@link #of(List)} does. */
    public static ProcessBuilder of(String... arguments) {
        return of(List.of(arguments));
    }
}
