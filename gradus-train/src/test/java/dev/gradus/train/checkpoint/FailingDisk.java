package dev.gradus.train.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The disk of this machine, on which chosen operations fail. */
final class FailingDisk extends FileSystemProvider {
    private final FileSystem system = new Disk();
    private final LongPredicate fails;
    private final LongSupplier room;
    private final List<String> durable = new ArrayList<>();
    private long operations;

    /**
     * @param fails whether an operation fails, by its number from 1
     */
    FailingDisk(LongPredicate fails) {
        this(fails, () -> Long.MAX_VALUE);
    }

    private FailingDisk(LongPredicate fails, LongSupplier room) {
        this.fails = fails;
        this.room = room;
    }

    /**
     * Returns a disk that is full when the files of a folder have this many bytes.
     *
     * @param folder where they are on the real disk
     */
    static FailingDisk ofSize(long bytes, Path folder) {
        return new FailingDisk(_ -> false, () -> bytes - used(folder));
    }

    private static long used(Path folder) {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns how many bytes can still be written. */
    long room() {
        return room.getAsLong();
    }

    /** Returns how many operations were tried. */
    long operations() {
        return operations;
    }

    /** Returns what was forced and renamed, in order, by the names of the files. */
    List<String> durable() {
        return List.copyOf(durable);
    }

    /** Notes what is done for files to last. */
    void note(String operation, Path path) {
        durable.add(operation + " " + path.getFileName());
    }

    /** Fails or not, before the operation has done anything. */
    void next() throws IOException {
        operations++;
        if (fails.test(operations)) {
            throw new IOException("No space left on device");
        }
    }

    /** Returns a path as it is seen on this disk. */
    Path path(Path real) {
        return (Path)
                Proxy.newProxyInstance(
                        FailingDisk.class.getClassLoader(),
                        new Class<?>[] {Path.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("getFileSystem")) {
                                return system;
                            }
                            try {
                                return seen(method.invoke(real, plain(arguments)));
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause();
                            }
                        });
    }

    private @Nullable Object seen(@Nullable Object result) {
        return result instanceof Path path ? path(path) : result;
    }

    private static Object @Nullable [] plain(Object @Nullable [] arguments) {
        return arguments == null
                ? null
                : Arrays.stream(arguments)
                        .map(argument -> argument instanceof Path path ? real(path) : argument)
                        .toArray();
    }

    private static Path real(Path path) {
        return path.getFileSystem() instanceof Disk ? Path.of(path.toString()) : path;
    }

    private static FileSystemProvider provider() {
        return FileSystems.getDefault().provider();
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        next();
        return new FailingChannel(
                provider().newFileChannel(real(path), options, attributes), this, real(path));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        next();
        DirectoryStream<Path> files = provider().newDirectoryStream(real(folder), filter);
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return StreamSupport.stream(files.spliterator(), false)
                        .map(FailingDisk.this::path)
                        .iterator();
            }

            @Override
            public void close() throws IOException {
                files.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        next();
        provider().createDirectory(real(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        next();
        provider().delete(real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        next();
        provider().copy(real(source), real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        next();
        provider().move(real(source), real(target), options);
        note("rename", real(target));
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return provider().isSameFile(real(path), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return provider().isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return provider().getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        next();
        provider().checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return provider().getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        next();
        return provider().readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
            throws IOException {
        next();
        return provider().readAttributes(real(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options)
            throws IOException {
        next();
        provider().setAttribute(real(path), name, value, options);
    }

    @Override
    public String getScheme() {
        return "failing";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    private final class Disk extends FileSystem {
        @Override
        public FileSystemProvider provider() {
            return FailingDisk.this;
        }

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return FileSystems.getDefault().getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return FileSystems.getDefault().getRootDirectories();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return FileSystems.getDefault().getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return Set.of("basic");
        }

        @Override
        public Path getPath(String first, String... more) {
            return path(Path.of(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            return FileSystems.getDefault().getPathMatcher(pattern);
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }
}
