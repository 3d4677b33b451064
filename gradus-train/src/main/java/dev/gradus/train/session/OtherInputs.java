package dev.gradus.train.session;

import dev.gradus.number.Text;
import dev.gradus.prepare.Preparation;
import java.util.List;
import java.util.Optional;

/** Tells where the inputs of a network mean something else than in the model it starts from. */
final class OtherInputs {
    private OtherInputs() {}

    /**
     * Returns what a user should know about the inputs.
     *
     * @param theirs how rows became the inputs of the model
     * @param ours how they do here; empty without a table
     * @return a sentence; empty if the rows are prepared alike
     */
    static Optional<String> remark(Preparation theirs, Optional<Preparation> ours) {
        if (ours.map(Preparation::columns).equals(Optional.of(theirs.columns()))) {
            return Optional.empty();
        }
        List<String> names = ours.map(Preparation::inputs).orElse(List.of());
        return Optional.of(
                names.equals(theirs.inputs())
                        ? "the inputs are those of the model, but scaled, and filled in where a value is missing, by the rows of this table"
                        : "the inputs mean something else than in the model, so what it learned about them is of little use: "
                                + difference(theirs.inputs(), names));
    }

    private static String difference(List<String> theirs, List<String> ours) {
        int same = 0;
        while (same < Math.min(theirs.size(), ours.size())
                && theirs.get(same).equals(ours.get(same))) {
            same++;
        }
        return Text.of(
                "input %d is %s in the model, and %s here",
                same + 1, name(theirs, same), name(ours, same));
    }

    private static String name(List<String> inputs, int place) {
        return place < inputs.size() ? "'" + inputs.get(place) + "'" : "no column of a table";
    }
}
