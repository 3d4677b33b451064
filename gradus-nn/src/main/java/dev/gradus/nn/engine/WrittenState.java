package dev.gradus.nn.engine;

import dev.gradus.number.Text;
import java.util.List;

/**
 * Which parts of a program's state have values by now. A program for inference begins without any,
 * and computes no outputs until it has them all. Shared by all backends.
 */
public final class WrittenState {
    private final List<StateEntry> entries;
    private final boolean[] written;
    private int missing;

    /**
     * Begins with nothing written.
     *
     * @param entries the parts of the state
     */
    public WrittenState(List<StateEntry> entries) {
        this.entries = List.copyOf(entries);
        this.written = new boolean[entries.size()];
        this.missing = entries.size();
    }

    /**
     * Takes note that an entry has values.
     *
     * @param entry the part that was written
     * @return the entry's number
     * @throws IllegalArgumentException if the state has no such entry
     */
    public int note(StateEntry entry) {
        int number = entries.indexOf(entry);
        if (number < 0) {
            throw new IllegalArgumentException(
                    Text.of(
                            "a program for inference has no %s with %d values; it keeps parameters and statistics",
                            entry.name(), entry.size()));
        }
        if (!written[number]) {
            written[number] = true;
            missing--;
        }
        return number;
    }

    /**
     * Checks that everything has values.
     *
     * @throws IllegalStateException if something has none; the message names the first
     */
    public void check() {
        if (missing > 0) {
            throw new IllegalStateException(
                    Text.of(
                            "%s has no values yet; write every entry of state() before evaluate (%d of %d are missing)",
                            firstMissing().name(), missing, written.length));
        }
    }

    private StateEntry firstMissing() {
        int number = 0;
        while (written[number]) {
            number++;
        }
        return entries.get(number);
    }
}
