package dev.gradus.onednn.binding;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Finds the jar that holds the native library. */
final class Packages {
    private Packages() {}

    /**
     * Returns the place of a file of the published jar. For projects with a module declaration,
     * build tools put the jar on the module path, where class loaders do not see it because no
     * module requires it; so it is searched by name. On the class path it is searched by name
     * first: a class loader opens each jar of both paths.
     */
    static Optional<URL> find(Platform platform, String file) {
        String resource = platform.resource(file);
        ClassLoader own = Packages.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Optional<URL> named =
                own.equals(ClassLoader.getSystemClassLoader())
                        ? named("java.class.path", platform, resource)
                        : Optional.empty();
        return named.or(() -> resource(own, resource))
                .or(() -> resource(context, resource))
                .or(() -> named("jdk.module.path", platform, resource));
    }

    private static Optional<URL> resource(@Nullable ClassLoader loader, String resource) {
        return Optional.ofNullable(
                loader == null
                        ? ClassLoader.getSystemResource(resource)
                        : loader.getResource(resource));
    }

    /** Looks on a path of the JVM for a jar with the name under which it is published. */
    private static Optional<URL> named(String path, Platform platform, String resource) {
        return entries(path).stream()
                .filter(jar -> isNamedFor(platform, jar) && holds(jar, resource))
                .findFirst()
                .map(jar -> url(jar, resource));
    }

    private static boolean isNamedFor(Platform platform, Path jar) {
        String name = jar.getFileName().toString();
        return name.startsWith("dnnl-") && name.endsWith("-" + platform.name() + ".jar");
    }

    private static List<Path> entries(String path) {
        String given = System.getProperty(path, "");
        return Stream.of(given.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .flatMap(entry -> jars(entry).stream())
                .toList();
    }

    /**
     * Returns a jar itself, or those in a folder; unusable entries are skipped, as the JVM does.
     */
    private static List<Path> jars(String entry) {
        var jars = new ArrayList<Path>();
        try {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                try (DirectoryStream<Path> inside = Files.newDirectoryStream(path, "dnnl-*.jar")) {
                    inside.forEach(jars::add);
                }
            } else {
                jars.add(path);
            }
        } catch (IOException | InvalidPathException unusable) {
            jars.clear();
        }
        return jars;
    }

    private static boolean holds(Path jar, String resource) {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.getEntry(resource) != null;
        } catch (IOException damaged) {
            return false;
        }
    }

    private static URL url(Path jar, String resource) {
        try {
            return URI.create("jar:" + jar.toUri() + "!/" + resource).toURL();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
