package dev.gradus.onednn.memory;

/**
 * A stretch of native memory, asked for while a network is lowered and given its place when the
 * whole plan is known.
 */
public final class Buffer {
    private final String owner;
    private final Lifetime lifetime;
    private final long bytes;
    private long address;

    /** How long what a buffer holds is needed. */
    public enum Lifetime {
        /** From step to step: parameters, gradients, statistics. */
        LASTING,
        /** Within a step: its memory serves others before and after. */
        PASSING
    }

    /**
     * Asks for memory.
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

    /** Returns where the buffer begins. */
    public long address() {
        if (address == 0) {
            throw new IllegalStateException("a buffer of " + bytes + " bytes has no place yet");
        }
        return address;
    }
}
