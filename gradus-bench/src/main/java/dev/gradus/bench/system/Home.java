package dev.gradus.bench.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The source tree with what was built in it.
 *
 * @param folder its root
 */
public record Home(Path folder) {
    private static final String OWN = "gradus-bench";

    /** Returns the tree that this class was built in. */
    public static Home here() {
        try {
            var jar =
                    Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path root = jar;
            for (int up = 0; up < 4 && root.getParent() != null; up++) {
                root = root.getParent();
            }
            return new Home(root);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns whether this one was built. */
    public boolean has(Entrant entrant) {
        return Files.isDirectory(library(entrant.module()));
    }

    /** Returns a process that runs a class of this module. */
    public ProcessBuilder java(Class<?> main, String... arguments) {
        return java(Entrant.GRADUS, main, List.of(arguments));
    }

    /** Returns a process that runs a class where this one is found. */
    ProcessBuilder java(Entrant entrant, Class<?> main, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        if (!entrant.option().isEmpty()) {
            command.add(entrant.option());
        }
        command.addAll(List.of("-cp", classPath(entrant), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Returns the class path of a process in which this one runs. */
    private String classPath(Entrant entrant) {
        var folders = new ArrayList<String>();
        folders.add(library(OWN) + File.separator + "*");
        if (!entrant.module().equals(OWN)) {
            folders.add(library(entrant.module()) + File.separator + "*");
        }
        return String.join(File.pathSeparator, folders);
    }

    /** Returns the size of the jars that a program with this system needs, in bytes. */
    public long jarBytes(Entrant entrant) {
        return entrant.module().equals(OWN)
                ? bytes(OWN, name -> isGradus(name) && !(entrant == Entrant.JAVA && isFast(name)))
                : bytes(entrant.module(), name -> !name.startsWith("gradus-"));
    }

    private static boolean isGradus(String jar) {
        boolean module = jar.startsWith("gradus-") && !jar.startsWith(OWN);
        return module || jar.startsWith("jackson-") || isFast(jar);
    }

    private static boolean isFast(String jar) {
        return jar.startsWith("gradus-onednn-") || jar.startsWith("dnnl-");
    }

    private long bytes(String module, Predicate<String> counts) {
        try (Stream<Path> files = Files.list(library(module))) {
            List<Path> jars =
                    files.filter(file -> counts.test(file.getFileName().toString())).toList();
            long sum = 0;
            for (Path jar : jars) {
                sum += Files.size(jar);
            }
            return sum;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path library(String module) {
        return folder.resolve(module).resolve("target").resolve("lib");
    }
}
