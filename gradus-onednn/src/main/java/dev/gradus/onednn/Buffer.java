package dev.gradus.onednn;

/**
 * A stretch of native memory, asked for while a network is lowered and given its place when the
 * whole plan is known.
 */
final class Buffer {
    private final String owner;
    private final Lifetime lifetime;
    private final long bytes;
    private long address;

    /** How long what a buffer holds is needed. */
    enum Lifetime {
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
    Buffer(String owner, Lifetime lifetime, long bytes) {
        this.owner = owner;
        this.lifetime = lifetime;
        this.bytes = bytes;
    }

    String owner() {
        return owner;
    }

    Lifetime lifetime() {
        return lifetime;
    }

    long bytes() {
        return bytes;
    }

    void place(long place) {
        address = place;
    }

    /** Returns where the buffer begins. */
    long address() {
        if (address == 0) {
            throw new IllegalStateException("a buffer of " + bytes + " bytes has no place yet");
        }
        return address;
    }
}
