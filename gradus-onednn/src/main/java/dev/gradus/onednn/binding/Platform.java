package dev.gradus.onednn.binding;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An operating system and processor for which oneDNN is published.
 *
 * @param name as in the classifier of the published jar, {@code linux-x86_64}
 * @param openMp the OpenMP runtime published with oneDNN, or otherwise the system's own
 * @param library oneDNN itself
 */
record Platform(String name, String openMp, String library) {
    private static final List<Platform> PUBLISHED =
            List.of(
                    new Platform("linux-x86_64", "libgomp.so.1", "libdnnl.so.3"),
                    new Platform("linux-arm64", "libgomp.so.1", "libdnnl.so.3"),
                    new Platform("macosx-arm64", "libomp.dylib", "libdnnl.3.dylib"),
                    new Platform("windows-x86_64", "vcomp140.dll", "dnnl.dll"));

    /** Returns the platform this process runs on, if oneDNN is published for it. */
    static Optional<Platform> current() {
        String name = name(System.getProperty("os.name"), System.getProperty("os.arch"));
        return PUBLISHED.stream().filter(platform -> platform.name.equals(name)).findFirst();
    }

    /** Returns the name of an operating system and processor as Java calls them. */
    static String name(String system, String processor) {
        String os = system.toLowerCase(Locale.ROOT);
        String family = os.startsWith("mac") ? "macosx" : os.startsWith("win") ? "windows" : os;
        String architecture =
                switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> processor;
                };
        return family + "-" + architecture;
    }

    /** Returns whether the OpenMP runtime is published with oneDNN. */
    boolean bringsOpenMp() {
        return !isWindows();
    }

    boolean isX86() {
        return name.endsWith("x86_64");
    }

    boolean isWindows() {
        return name.startsWith("windows");
    }

    /** Returns the path of a file within the published jar. */
    String resource(String file) {
        return "org/bytedeco/dnnl/" + name + "/" + file;
    }

    /** Returns the environment variable that names a folder other than the default. */
    String cacheVariable() {
        return isWindows() ? "LOCALAPPDATA" : "XDG_CACHE_HOME";
    }

    /** Returns this system's folder for a user's caches. */
    Path cacheFolder() {
        String home = System.getProperty("user.home");
        Path usual =
                isWindows()
                        ? Path.of(home, "AppData", "Local")
                        : name.startsWith("macosx")
                                ? Path.of(home, "Library", "Caches")
                                : Path.of(home, ".cache");
        return environment(cacheVariable()).orElse(usual).resolve("gradus");
    }

    private static Optional<Path> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
