package dev.gradus.onednn.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Owns what oneDNN hands out, and native memory, and gives all of it back at once, the newest
 * first.
 */
public final class Scope implements AutoCloseable {
    private static final long ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final Deque<Runnable> releases = new ArrayDeque<>();
    private long bytes;

    /** Returns zeroed memory that lives as long as this scope, aligned to a cache line. */
    public MemorySegment allocate(long size) {
        bytes += size;
        return arena.allocate(size, ALIGNMENT);
    }

    /** Returns how many bytes were allocated. */
    public long bytes() {
        return bytes;
    }

    /** Returns a C function that calls a Java method and lives as long as this scope. */
    @SuppressWarnings(
            "restricted") // the module is granted native access: calling C is what it is for
    MemorySegment function(MethodHandle method, FunctionDescriptor signature) {
        return Linker.nativeLinker().upcallStub(method, signature, arena);
    }

    /** Has something done when this scope closes. */
    public void atClose(Runnable release) {
        releases.push(release);
    }

    /** Takes over an object, to be given back by this function. */
    long own(long address, Function destroy) {
        atClose(() -> destroy.call(address));
        return address;
    }

    @Override
    public void close() {
        releases.forEach(Runnable::run);
        releases.clear();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
