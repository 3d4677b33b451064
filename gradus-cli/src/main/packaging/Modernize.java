import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of libraries compiled for Java 5 or older the stack maps that later versions
 * have, and says they are for Java 8.
 *
 * <p>The JVM verifies classes without stack maps by another, slower verifier and keeps them out of
 * its ahead-of-time cache: with picocli as published that is a tenth of the time to the first
 * training step. Instructions stay as they are. The build runs this on the libraries of the
 * distribution: {@code java Modernize.java LIB}.
 */
final class Modernize {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private Modernize() {}

    static void main(String[] arguments) throws IOException {
        List<Path> jars;
        try (var files = Files.list(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path jar : jars) {
            if (hasOldClasses(jar)) {
                rewrite(jar);
            }
        }
    }

    private static boolean hasOldClasses(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(Modernize::isClass).toList()) {
                if (isOld(ClassFile.of().parse(bytes(zip, entry)))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void rewrite(Path jar) throws IOException {
        Path rewritten = jar.resolveSibling(jar.getFileName() + ".rewritten");
        try (var from = new ZipFile(jar.toFile());
                var library = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                var to = new ZipOutputStream(Files.newOutputStream(rewritten))) {
            var hierarchy = ClassHierarchyResolver.ofResourceParsing(library).cached();
            var classFile =
                    ClassFile.of(
                            StackMapsOption.GENERATE_STACK_MAPS,
                            ClassHierarchyResolverOption.of(hierarchy));
            for (ZipEntry entry : from.stream().toList()) {
                byte[] bytes = bytes(from, entry);
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(isClass(entry) ? modern(classFile, bytes) : bytes);
                to.closeEntry();
            }
        }
        Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] modern(ClassFile classFile, byte[] bytes) {
        ClassModel model = classFile.parse(bytes);
        if (!isOld(model)) {
            return bytes;
        }
        // Only code that is written anew gets stack maps, so every method's is, unchanged.
        var code =
                ClassTransform.transformingMethods(
                        MethodTransform.transformingCode((builder, element) -> builder.with(element)));
        return classFile.transformClass(
                model,
                code.andThen((builder, element) ->
                        builder.with(
                                element instanceof ClassFileVersion
                                        ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                                        : element)));
    }

    private static boolean isOld(ClassModel model) {
        return model.majorVersion() < FIRST_WITH_STACK_MAPS;
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
