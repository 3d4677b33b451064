package dev.gradus.model;

import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A copy of a program's values: parameters, optimizer slots, statistics, each in logical order, so
 * that it fits the same network on any backend.
 */
public final class StateValues {
    private final List<StateEntry> entries;
    private final List<float[]> values;

    /**
     * Keeps values.
     *
     * @param entries what they are
     * @param values one array for each entry, of its size; not copied
     */
    public StateValues(List<StateEntry> entries, List<float[]> values) {
        this.entries = List.copyOf(entries);
        this.values = List.copyOf(values);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.size() != values.size() || values.get(i).length != entries.get(i).size()) {
                throw new IllegalArgumentException(
                        "values of a state do not fit its entries at " + entries.get(i).name());
            }
        }
    }

    /**
     * Copies a program's whole state.
     *
     * @param program a program of the network
     * @return the values
     */
    public static StateValues of(Program program) {
        return of(program, _ -> true);
    }

    /**
     * Copies what a model needs: parameters and statistics.
     *
     * @param program a program of the network
     * @return the values
     */
    public static StateValues ofModel(Program program) {
        return of(program, StateEntry::isOfModel);
    }

    private static StateValues of(Program program, Predicate<StateEntry> wanted) {
        List<StateEntry> entries = program.state().stream().filter(wanted).toList();
        var values = new ArrayList<float[]>();
        for (StateEntry entry : entries) {
            float[] copy = new float[entry.size()];
            program.read(entry, copy);
            values.add(copy);
        }
        return new StateValues(entries, values);
    }

    /**
     * {@return some of these values}
     *
     * @param wanted which entries are kept
     */
    public StateValues only(Predicate<StateEntry> wanted) {
        var kept = new ArrayList<StateEntry>();
        var theirs = new ArrayList<float[]>();
        for (int i = 0; i < entries.size(); i++) {
            if (wanted.test(entries.get(i))) {
                kept.add(entries.get(i));
                theirs.add(values.get(i));
            }
        }
        return new StateValues(kept, theirs);
    }

    /**
     * Writes the values into a program of the same network, for training or for inference.
     *
     * @param program a program of the network
     * @throws IllegalArgumentException if the program lacks an entry; nothing is written then
     */
    public void writeTo(InferenceProgram program) {
        List<StateEntry> known = program.state();
        for (StateEntry entry : entries) {
            if (!known.contains(entry)) {
                throw new IllegalArgumentException(
                        Text.of(
                                "the state has %s with %s, but the network has no such part",
                                entry.name(), NumberText.counted(entry.size(), "value")));
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            program.write(entries.get(i), values.get(i));
        }
    }

    /** {@return what is kept, in the order of {@link Program#state}} */
    public List<StateEntry> entries() {
        return entries;
    }

    /**
     * {@return the values of entry number {@code index}, to be read only}
     *
     * @param index counted from 0
     */
    public float[] values(int index) {
        return values.get(index);
    }

    /** {@return whether every value is finite; a state that is not is never kept as a good one} */
    public boolean isFinite() {
        for (float[] array : values) {
            for (float value : array) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateValues state
                && entries.equals(state.entries)
                && Arrays.deepEquals(values.toArray(), state.values.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * entries.hashCode() + Arrays.deepHashCode(values.toArray());
    }
}
