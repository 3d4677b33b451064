package dev.gradus.onednn.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns objects that oneDNN created, and native memory, and releases all of them together, the
 * newest first.
 */
public final class Scope implements AutoCloseable {
    private static final long ALIGNMENT = 64;

    private static final MemorySegment CALLOC = standard("calloc");
    private static final MemorySegment FREE = standard("free");

    private final Supplier<Arena> arenas;
    private final Deque<Runnable> releases = new ArrayDeque<>();
    private @Nullable Arena arena;
    private long bytes;

    private Scope(Supplier<Arena> arenas) {
        this.arenas = arenas;
    }

    /** A scope whose memory any thread may use. Closing it stops all threads for a moment. */
    public Scope() {
        this(Arena::ofShared);
    }

    /** Returns a scope for the current thread, which closes it soon. */
    public static Scope ofThisThread() {
        return new Scope(Arena::ofConfined);
    }

    /**
     * Returns zeroed memory that lives as long as this scope, aligned to a cache line. A Java arena
     * writes the zeros itself; pages from C are zero already, each when first used.
     *
     * @throws OutOfMemoryError if there is not enough
     */
    @SuppressWarnings(
            "restricted") // the module is granted native access: calling C is what it is for
    public MemorySegment allocate(long size) {
        long address = Downcall.of(CALLOC, 1, size + ALIGNMENT, 0, 0);
        if (address == 0) {
            throw new OutOfMemoryError("no " + size + " bytes of memory are left");
        }
        count(size);
        atClose(() -> Downcall.of(FREE, address, 0, 0, 0));
        long aligned = Math.ceilDiv(address, ALIGNMENT) * ALIGNMENT;
        return MemorySegment.ofAddress(aligned).reinterpret(size, arena(), null);
    }

    /** Made when first needed. */
    private synchronized Arena arena() {
        if (arena == null) {
            arena = arenas.get();
        }
        return arena;
    }

    private synchronized void count(long more) {
        bytes += more;
    }

    /** Returns how many bytes were allocated. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Returns how many objects and pieces of memory this scope will release. */
    public synchronized int objects() {
        return releases.size();
    }

    /** Closes another scope when this one closes, and counts what it has allocated. */
    public void adopt(Scope other) {
        count(other.bytes());
        atClose(other::close);
    }

    /** Returns a C function that calls a Java method and lives as long as this scope. */
    @SuppressWarnings(
            "restricted") // the module is granted native access: calling C is what it is for
    MemorySegment function(MethodHandle method, FunctionDescriptor signature) {
        return Linker.nativeLinker().upcallStub(method, signature, arena());
    }

    /** Runs an action when this scope closes; any thread may ask for it. */
    public synchronized void atClose(Runnable release) {
        releases.push(release);
    }

    /** Takes ownership of an object, to be released with this function. */
    long own(long address, Function destroy) {
        atClose(() -> destroy.call(address));
        return address;
    }

    private static MemorySegment standard(String function) {
        return Linker.nativeLinker().defaultLookup().findOrThrow(function);
    }

    @Override
    public void close() {
        if (arena != null && arena.scope().isAlive()) {
            arena.close();
        }
        releases.forEach(Runnable::run);
        releases.clear();
    }
}
