import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Prepares the libraries of the distribution for the JVM's ahead-of-time cache: what the cache does
 * not keep, every start makes anew, which is a fifth of the time to the first training step.
 * {@link StackMaps} and {@link PlainCode} say what is rewritten; what the classes do stays the same.
 *
 * <p>The build runs this on the folder of the libraries: {@code java Prelink.java LIB}.
 */
final class Prelink {
    private final ClassHierarchyResolver hierarchy;

    private Prelink(ClassLoader libraries) {
        hierarchy =
                ClassHierarchyResolver.ofResourceParsing(libraries)
                        .orElse(ClassHierarchyResolver.defaultResolver())
                        .cached();
    }

    static void main(String[] arguments) throws IOException {
        List<Path> jars;
        try (var files = Files.list(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        try (var libraries = new URLClassLoader(urls(jars))) {
            var prelink = new Prelink(libraries);
            var all = new HashMap<Path, Map<String, byte[]>>();
            for (Path jar : jars) { // all are read before one is replaced
                all.put(jar, prelink.rewritten(jar));
            }
            for (Path jar : jars) {
                replace(jar, all.get(jar));
            }
        }
    }

    private static URL[] urls(List<Path> jars) throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** Returns the classes of a jar that change, by the names of their entries. */
    private Map<String, byte[]> rewritten(Path jar) throws IOException {
        var changed = new HashMap<String, byte[]>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(Prelink::isClass).toList()) {
                rewritten(ClassFile.of().parse(bytes(zip, entry)))
                        .ifPresent(bytes -> changed.put(entry.getName(), bytes));
            }
        }
        return changed;
    }

    private Optional<byte[]> rewritten(ClassModel model) {
        return StackMaps.areMissing(model)
                ? Optional.of(StackMaps.added(model, hierarchy))
                : PlainCode.isMissing(model)
                        ? Optional.of(PlainCode.written(model, hierarchy))
                        : Optional.empty();
    }

    private static void replace(Path jar, Map<String, byte[]> changed) throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        Path rewritten = jar.resolveSibling(jar.getFileName() + ".rewritten");
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(rewritten))) {
            for (ZipEntry entry : from.stream().toList()) {
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                byte[] bytes = changed.get(entry.getName());
                to.write(bytes == null ? bytes(from, entry) : bytes);
                to.closeEntry();
            }
        }
        Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class");
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
