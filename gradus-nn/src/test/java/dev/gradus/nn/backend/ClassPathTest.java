package dev.gradus.nn.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.engine.Backend;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
    private static final String LIST = "META-INF/services/" + Backend.class.getName();

    @TempDir private Path folder;

    private boolean provides(Path... entries) {
        return ClassPath.provides(
                String.join(File.pathSeparator, Stream.of(entries).map(Path::toString).toList()),
                Backend.class);
    }

    @Test
    void aServiceIsFoundInJarsAndFoldersAndNowhereElse() throws IOException {
        Path jar = folder.resolve("a b.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(LIST));
        }
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve(LIST).getParent());
        Files.createFile(classes.resolve(LIST));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path missing = folder.resolve("missing.jar");
        Path text = Files.writeString(folder.resolve("no.jar"), "text");

        assertThat(provides(empty, missing, text)).isFalse();
        assertThat(provides(empty, missing, text, jar)).isTrue();
        assertThat(provides(text, classes, empty)).isTrue();
        assertThat(ClassPath.provides("", Runnable.class)).isFalse();
        assertThat(ClassPath.provides("no\0file" + File.pathSeparator + jar, Backend.class))
                .isTrue();
    }
}
