package dev.gradus.onednn.memory;

import java.lang.foreign.MemorySegment;

/**
 * A range of native memory, requested while a network is lowered and placed when the whole plan is
 * known.
 */
public final class Buffer {
    private final String owner;
    private final Lifetime lifetime;
    private final long bytes;
    private long address;

    /** How long the contents of a buffer are needed. */
    public enum Lifetime {
        /** From step to step: parameters, gradients, statistics. */
        LASTING,
        /** Within a step: other buffers use the same memory before and after. */
        PASSING
    }

    /**
     * Requests memory.
     *
     * @param owner the layer or parameter that needs it, for messages
     */
    public Buffer(String owner, Lifetime lifetime, long bytes) {
        this.owner = owner;
        this.lifetime = lifetime;
        this.bytes = bytes;
    }

    public String owner() {
        return owner;
    }

    public Lifetime lifetime() {
        return lifetime;
    }

    public long bytes() {
        return bytes;
    }

    public void place(long place) {
        address = place;
    }

    /** Returns the address of the buffer. */
    public long address() {
        if (address == 0) {
            throw new IllegalStateException("a buffer of " + bytes + " bytes has no place yet");
        }
        return address;
    }

    /** Returns the memory of the buffer. */
    @SuppressWarnings(
            "restricted") // the module is granted native access: calling C is what it is for
    MemorySegment memory() {
        return MemorySegment.ofAddress(address()).reinterpret(bytes);
    }
}
