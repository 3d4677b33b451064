package dev.gradus.train.parallel;

import dev.gradus.model.StateValues;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.recipe.Rounds;
import dev.gradus.train.round.RoundLayout;
import java.util.ArrayList;
import java.util.List;

/** Which parts of a program's state travel between the run and its replicas. */
final class Carried {
    private Carried() {}

    /** Returns the parts that travel, in the program's order. */
    static List<StateEntry> entries(Program program, Rounds.Inner inner) {
        return program.state().stream()
                .filter(entry -> inner == Rounds.Inner.KEEP || entry.isOfModel())
                .toList();
    }

    /** Returns how these parts are cut. */
    static RoundLayout layout(List<StateEntry> entries) {
        return new RoundLayout(
                entries.stream()
                        .map(entry ->
                                new RoundLayout.Part(
                                        entry.size(), entry.kind() == StateEntry.Kind.NUMBER))
                        .toList());
    }

    /** Copies these parts out of a program. */
    static List<float[]> values(Program program, List<StateEntry> entries) {
        var values = new ArrayList<float[]>();
        for (StateEntry entry : entries) {
            float[] copy = new float[entry.size()];
            program.read(entry, copy);
            values.add(copy);
        }
        return values;
    }

    /** Copies all parts but these out of a program. */
    static StateValues others(Program program, List<StateEntry> entries) {
        List<StateEntry> others =
                program.state().stream().filter(entry -> !entries.contains(entry)).toList();
        return new StateValues(others, values(program, others));
    }
}
