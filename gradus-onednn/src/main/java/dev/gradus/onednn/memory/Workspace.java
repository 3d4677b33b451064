package dev.gradus.onednn.memory;

import dev.gradus.onednn.binding.Scope;
import java.lang.foreign.MemorySegment;

/** Memory for the values between the layers of a plan. Plans run one at a time, so all share it. */
public final class Workspace {
    private final Scope scope;
    private MemorySegment memory = MemorySegment.NULL;

    public Workspace(Scope scope) {
        this.scope = scope;
    }

    /** Returns memory of at least this size; earlier plans keep what they were given. */
    public MemorySegment atLeast(long bytes) {
        if (memory.byteSize() < bytes) {
            memory = scope.allocate(bytes);
        }
        return memory;
    }
}
