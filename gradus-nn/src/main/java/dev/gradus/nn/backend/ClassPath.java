package dev.gradus.nn.backend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The JVM's class path without its module path. A class loader that looks for a resource opens each
 * jar of both, which takes a twentieth of a short command's time.
 */
final class ClassPath {
    private ClassPath() {}

    /** Returns whether something on the JVM's class path says that it provides a service. */
    static boolean provides(Class<?> service) {
        return provides(System.getProperty("java.class.path", ""), service);
    }

    static boolean provides(String path, Class<?> service) {
        try (var loader = new URLClassLoader(urls(path), null)) {
            return loader.findResource("META-INF/services/" + service.getName()) != null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static URL[] urls(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .flatMap(entry -> url(entry).stream())
                .toArray(URL[]::new);
    }

    /** Returns where an entry is; one that cannot be a file is skipped, as the JVM does. */
    private static Optional<URL> url(String entry) {
        try {
            return Optional.of(Path.of(entry).toUri().toURL());
        } catch (InvalidPathException | MalformedURLException unusable) {
            return Optional.empty();
        }
    }
}
