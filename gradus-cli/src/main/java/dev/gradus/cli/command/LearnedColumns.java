package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Syntax;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a table that hold what was learned, named as {@code train} names them. */
final class LearnedColumns {
    @Nullable String label;
    List<String> targets = List.of();

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        syntax.option("--label=COLUMN", String.class, label, column -> label = column)
                .says("The column of a CSV file that holds the class and is not an input.")
                .several("--target=COLUMN", String.class, targets, columns -> targets = columns)
                .says("The columns of a CSV file that hold the values, which are no inputs.");
    }
}
