package dev.gradus.onednn;

import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.StateEntry;
import java.util.List;

/**
 * Whether all parameters and statistics of a program are finite, looked up again only after they
 * may have changed. A maximum pool of oneDNN takes -infinity for the smallest finite number and
 * sets no flag, so an infinite bias before it would go unnoticed.
 */
final class FiniteState {
    private final InferenceProgram program;
    private final List<StateEntry> entries;
    private final float[] values;
    private boolean isKnown;
    private boolean isFinite;

    FiniteState(InferenceProgram program, List<StateEntry> state) {
        this.program = program;
        entries = state.stream().filter(entry -> entry.kind() != StateEntry.Kind.SLOT).toList();
        values = new float[entries.stream().mapToInt(StateEntry::size).max().orElse(0)];
    }

    /** Takes note that the state may have changed. */
    void forget() {
        isKnown = false;
    }

    boolean isFinite() {
        if (!isKnown) {
            isFinite = entries.stream().allMatch(this::isFinite);
            isKnown = true;
        }
        return isFinite;
    }

    private boolean isFinite(StateEntry entry) {
        program.read(entry, values);
        for (int i = 0; i < entry.size(); i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
