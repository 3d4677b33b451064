package dev.gradus.train.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file on a {@link FailingDisk}; a write that fails has written half. */
final class FailingChannel extends FileChannel {
    private final FileChannel real;
    private final FailingDisk disk;
    private final Path path;

    FailingChannel(FileChannel real, FailingDisk disk, Path path) {
        this.real = real;
        this.disk = disk;
        this.path = path;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        try {
            disk.next();
        } catch (IOException failure) {
            int half = bytes.remaining() / 2;
            real.write(bytes.slice(bytes.position(), half));
            bytes.position(bytes.position() + half);
            throw failure;
        }
        long room = disk.room();
        if (room < bytes.remaining()) {
            real.write(bytes.slice(bytes.position(), (int) Math.max(0, room)));
            throw new IOException("No space left on device");
        }
        return real.write(bytes);
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
        disk.next();
        return real.write(bytes, offset, length);
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        disk.next();
        return real.write(bytes, position);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        disk.next();
        return real.read(bytes);
    }

    @Override
    public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
        disk.next();
        return real.read(bytes, offset, length);
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
        disk.next();
        return real.read(bytes, position);
    }

    @Override
    public void force(boolean metadata) throws IOException {
        disk.next();
        real.force(metadata);
        disk.note("force", path);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.next();
        real.truncate(size);
        return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
            throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count)
            throws IOException {
        return real.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
