package dev.gradus.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own, which can be killed. */
final class Launched {
    private Launched() {}

    /** Starts the command in a folder; what it prints is added to the file {@code output}. */
    static Process start(Path folder, String... arguments) throws IOException {
        return start(folder, List.of(), arguments);
    }

    /** Starts the command where no file may be longer than some blocks, as on a full disk. */
    static Process limited(Path folder, int blocks, String... arguments) throws IOException {
        return start(
                folder,
                List.of("sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh"),
                arguments);
    }

    private static Process start(Path folder, List<String> before, String... arguments)
            throws IOException {
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=dev.gradus.onednn",
                        "--module-path",
                        System.getProperty("jdk.module.path"),
                        "-m",
                        "dev.gradus.cli/dev.gradus.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile()))
                .start();
    }
}
