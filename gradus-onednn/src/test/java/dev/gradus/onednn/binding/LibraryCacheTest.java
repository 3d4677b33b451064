package dev.gradus.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryCacheTest {
    @TempDir Path folder;

    private List<PackedFile> jar(String name, String content) throws IOException {
        Path jar = folder.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : List.of("lib/one.so", "lib/two.so")) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write((content + entry).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return List.of(file(jar, "lib/one.so"), file(jar, "lib/two.so"));
    }

    private static PackedFile file(Path jar, String entry) throws IOException {
        return PackedFile.at(URI.create("jar:" + jar.toUri() + "!/" + entry).toURL());
    }

    private LibraryCache.Unpacked unpacked() throws IOException {
        return new LibraryCache(folder.resolve("cache"))
                .folder("release", jar("a.jar", "content of "));
    }

    private static void assertWhole(Path unpacked) {
        assertThat(unpacked.resolve("one.so")).hasContent("content of lib/one.so");
        assertThat(unpacked.resolve("two.so")).hasContent("content of lib/two.so");
    }

    @Test
    void unpacksAllFilesOnce() throws IOException {
        LibraryCache.Unpacked first = unpacked();
        assertWhole(first.folder());
        Object key = Files.getAttribute(first.folder().resolve("one.so"), "unix:ino");
        LibraryCache.Unpacked again = unpacked();
        assertThat(again).isEqualTo(first);
        assertThat(again.repairs()).isEmpty();
        assertThat(Files.getAttribute(first.folder().resolve("one.so"), "unix:ino")).isEqualTo(key);
    }

    /** Something that may have happened to an unpacked file. */
    interface Damage {
        void to(Path file) throws IOException;
    }

    private static Arguments damage(String what, Damage damage) {
        return Arguments.of(what, damage);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("it has 3 of 21 bytes", file -> truncate(file, 3)),
                damage("it has 0 of 21 bytes", file -> truncate(file, 0)),
                damage(
                        "it has 22 of 21 bytes",
                        file -> Files.writeString(file, "!", StandardOpenOption.APPEND)),
                damage("its bytes are not those that were unpacked", LibraryCacheTest::flip),
                damage(
                        "is not a plain file",
                        file -> {
                            Files.delete(file);
                            Files.createDirectories(file.resolve("inner"));
                        }),
                damage(
                        "is not a plain file",
                        file -> {
                            Path elsewhere = file.resolveSibling("elsewhere");
                            Files.move(file, elsewhere);
                            Files.createSymbolicLink(file, elsewhere);
                        }));
    }

    private static void truncate(Path file, int size) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size));
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[5] ^= 1;
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedFileIsUnpackedAgainAndSaid(String what, Damage damage) throws IOException {
        Path file = unpacked().folder().resolve("one.so");
        damage.to(file);

        LibraryCache.Unpacked repaired = unpacked();

        assertWhole(repaired.folder());
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(repaired.repairs())
                .singleElement()
                .asString()
                .startsWith(file + " ")
                .contains(what)
                .endsWith("; it was unpacked again");
        assertThat(unpacked().repairs()).isEmpty();
    }

    /** As a disk does that loses a bit: neither size nor time nor identity of the file changes. */
    @Test
    void aDamageThatOnlyTheBytesShowIsFound() throws IOException {
        Path file = unpacked().folder().resolve("one.so");
        var time = Files.getLastModifiedTime(file);
        Object key = Files.getAttribute(file, "unix:ino");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'!'}), 5);
        }
        Files.setLastModifiedTime(file, time);
        assertThat(Files.size(file)).isEqualTo(21);
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(key);

        assertThat(unpacked().repairs())
                .containsExactly(
                        file
                                + " was damaged: its bytes are not those that were unpacked; it was unpacked again");
        assertWhole(file.getParent());
    }

    /** A folder that nobody may write is as good as another, once it is filled. */
    @Test
    void aWholeFolderIsOnlyRead() throws IOException {
        Path unpacked = unpacked().folder();
        var before = Files.getLastModifiedTime(unpacked);
        Files.setLastModifiedTime(unpacked, FileTime.from(Instant.EPOCH));

        assertThat(unpacked().repairs()).isEmpty();

        assertThat(Files.getLastModifiedTime(unpacked)).isLessThan(before);
    }

    /** What a process leaves that was killed while it unpacked. */
    @Test
    void aHalfFilledFolderIsCompleted() throws IOException {
        Path unpacked = unpacked().folder();
        Files.delete(unpacked.resolve("two.so"));
        Path abandoned = Files.writeString(unpacked.resolve("unpacking-123"), "content of");
        Path underWay = Files.writeString(unpacked.resolve("unpacking-124"), "content of");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(7200)));
        assertThat(unpacked().repairs()).isEmpty();
        assertWhole(unpacked);
        assertThat(abandoned).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void aFolderThatCannotBeMadeIsAnError() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file");
        assertThatThrownBy(this::unpacked).isInstanceOf(IOException.class);
    }

    @Test
    void anotherContentGetsAnotherFolder() throws IOException {
        var cache = new LibraryCache(folder.resolve("cache"));
        Path first = cache.folder("release", jar("a.jar", "content of ")).folder();
        Path second = cache.folder("release", jar("b.jar", "another content of ")).folder();
        assertThat(second).isNotEqualTo(first);
        assertWhole(first);
    }

    @Test
    void manyAtOnceGetOneCompleteFolder() throws Exception {
        var cache = new LibraryCache(folder.resolve("cache"));
        List<PackedFile> sources = jar("a.jar", "content of ");
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Path> unpack = () -> cache.folder("release", sources).folder();
            for (var done : threads.invokeAll(Stream.generate(() -> unpack).limit(16).toList())) {
                assertWhole(done.get());
            }
        }
        try (var left =
                Files.list(
                        folder.resolve("cache")
                                .resolve("release-" + PackedFile.fingerprint(sources)))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("one.so", "two.so");
        }
    }
}
