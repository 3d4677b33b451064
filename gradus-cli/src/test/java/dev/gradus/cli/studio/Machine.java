package dev.gradus.cli.studio;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser and the node that drives it, as Debian and others install them. */
final class Machine {
    private static final List<String> CHROMIUM =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private Machine() {}

    static Optional<Path> chromium() {
        return CHROMIUM.stream().flatMap(name -> found(name).stream()).findFirst();
    }

    static Optional<Path> node() {
        return found("node");
    }

    private static Optional<Path> found(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
