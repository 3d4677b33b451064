package dev.gradus.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
    @TempDir Path folder;

    private List<URL> jar(String name, String content) throws IOException {
        Path jar = folder.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : List.of("lib/one.so", "lib/two.so")) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write((content + entry).getBytes(java.nio.charset.StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return List.of(url(jar, "lib/one.so"), url(jar, "lib/two.so"));
    }

    private static URL url(Path jar, String entry) throws IOException {
        return URI.create("jar:" + jar.toUri() + "!/" + entry).toURL();
    }

    @Test
    void unpacksAllFilesOnce() throws IOException {
        var cache = new LibraryCache(folder.resolve("cache"));
        Path unpacked = cache.folder("release", jar("a.jar", "content of "));
        assertThat(unpacked.resolve("one.so")).hasContent("content of lib/one.so");
        assertThat(unpacked.resolve("two.so")).hasContent("content of lib/two.so");
        Files.writeString(unpacked.resolve("one.so"), "kept");
        cache.folder("release", jar("a.jar", "content of "));
        assertThat(unpacked.resolve("one.so")).hasContent("kept");
    }

    @Test
    void anotherContentGetsAnotherFolder() throws IOException {
        var cache = new LibraryCache(folder.resolve("cache"));
        Path first = cache.folder("release", jar("a.jar", "content of "));
        Path second = cache.folder("release", jar("b.jar", "another content of "));
        assertThat(second).isNotEqualTo(first);
        assertThat(first.resolve("one.so")).hasContent("content of lib/one.so");
    }

    @Test
    void manyAtOnceGetOneCompleteFolder() throws Exception {
        var cache = new LibraryCache(folder.resolve("cache"));
        List<URL> sources = jar("a.jar", "content of ");
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Path> unpack = () -> cache.folder("release", sources);
            for (var done : threads.invokeAll(Stream.generate(() -> unpack).limit(16).toList())) {
                assertThat(done.get().resolve("two.so")).hasContent("content of lib/two.so");
            }
        }
        try (var left = Files.list(folder.resolve("cache"))) {
            assertThat(left).hasSize(1);
        }
    }
}
