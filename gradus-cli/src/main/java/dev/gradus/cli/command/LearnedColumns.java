package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Syntax;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a table that hold what was learned, named as {@code train} names them. */
final class LearnedColumns {
    @Nullable String label;
    List<String> targets = List.of();

    /** Returns all of them. */
    List<String> columns() {
        var all = new ArrayList<>(targets);
        if (label != null) {
            all.add(label);
        }
        return all;
    }

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        syntax.several("--target=COLUMN", String.class, targets, columns -> targets = columns)
                .says(
                        "The columns of a table that hold what was learned; a model that was trained on",
                        "a table knows them.")
                .option("--label=COLUMN", String.class, label, column -> label = column)
                .says("The same as --target.");
    }
}
