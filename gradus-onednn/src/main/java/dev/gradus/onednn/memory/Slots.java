package dev.gradus.onednn.memory;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gradus.nn.engine.StateEntry;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.Blocks.Block;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Gives access to the optimizer's slots, stored in arrays per block, as arrays in logical order.
 */
public final class Slots {
    private final List<Block> blocks;
    private final ParameterStore store;

    public Slots(List<Block> blocks, ParameterStore store) {
        this.blocks = blocks;
        this.store = store;
    }

    /** Copies a slot out. */
    public void read(StateEntry entry, float[] values) {
        try (var scope = Scope.ofThisThread()) {
            MemorySegment whole = room(entry, scope);
            long offset = 0;
            for (float[] part : parts(entry)) {
                MemorySegment.copy(part, 0, whole, JAVA_FLOAT, offset, part.length);
                offset += (long) part.length * Float.BYTES;
            }
            TensorCopy.read(store.laidOutAs(entry.owner(), whole), values);
        }
    }

    /** Replaces a slot. */
    public void write(StateEntry entry, float[] values) {
        try (var scope = Scope.ofThisThread()) {
            MemorySegment whole = room(entry, scope);
            TensorCopy.write(values, store.laidOutAs(entry.owner(), whole));
            long offset = 0;
            for (float[] part : parts(entry)) {
                MemorySegment.copy(whole, JAVA_FLOAT, offset, part, 0, part.length);
                offset += (long) part.length * Float.BYTES;
            }
        }
    }

    /** Returns how many bytes all slots take. */
    public long bytes() {
        return blocks.stream()
                .mapToLong(block -> (long) Float.BYTES * block.length * block.slots.length)
                .sum();
    }

    private List<float[]> parts(StateEntry entry) {
        return blocks.stream()
                .filter(block -> block.parameter == entry.owner())
                .map(block -> block.slots[entry.slot()])
                .toList();
    }

    private MemorySegment room(StateEntry entry, Scope scope) {
        return scope.allocate((long) store.length(entry.owner()) * Float.BYTES);
    }
}
