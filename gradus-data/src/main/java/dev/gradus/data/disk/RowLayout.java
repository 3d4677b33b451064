package dev.gradus.data.disk;

import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import java.util.List;

/**
 * The layout of a prepared row on disk: its inputs, its class or its values, and its line, four
 * bytes each.
 *
 * @param inputs how many there are
 * @param target what is learned
 * @param classes the names of the classes; empty if values are learned
 */
record RowLayout(int inputs, Target target, List<String> classes) {
    static RowLayout of(Preparation preparation) {
        return switch (preparation.learned()) {
            case Learned.Classes(_, List<String> names, _) ->
                    new RowLayout(preparation.width(), Target.classes(names.size()), names);
            case Learned.Values(List<Learned.Value> values) ->
                    new RowLayout(preparation.width(), Target.values(values.size()), List.of());
        };
    }

    /** Returns how many numbers the class or the values take. */
    int answers() {
        return switch (target) {
            case Target.Classes _ -> 1;
            case Target.Values(int width) -> width;
        };
    }

    /** Returns how many bytes a row takes. */
    int bytes() {
        return Math.multiplyExact(Integer.BYTES, inputs + answers() + 1);
    }

    /** Returns the offset of a row's answers. */
    int answersAt() {
        return Float.BYTES * inputs;
    }

    /** Returns the offset of a row's line. */
    int lineAt() {
        return Float.BYTES * (inputs + answers());
    }
}
