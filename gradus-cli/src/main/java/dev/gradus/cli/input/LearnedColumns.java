package dev.gradus.cli.input;

import dev.gradus.cli.syntax.Syntax;
import dev.gradus.data.jdbc.JdbcAddress;
import dev.gradus.prepare.table.OnBadRow;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.prepare.table.TableOption;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a table does not say itself, by the same options as of {@code train}. */
public final class LearnedColumns {
    @Nullable String label;
    @Nullable String labels;
    @Nullable String query;
    List<String> targets = List.of();
    private TableFormat format = TableFormat.usual();

    /** Returns how a file is read. */
    public TableFormat format() {
        return format;
    }

    /** Returns whether rows that cannot be read are skipped. */
    public boolean isLenient() {
        return format.onBadRow() == OnBadRow.SKIP;
    }

    /** Returns all learned columns. */
    public List<String> columns() {
        var all = new ArrayList<>(targets);
        if (label != null) {
            all.add(label);
        }
        return all;
    }

    /** Says how these options are written. */
    public void declare(Syntax syntax) {
        syntax.several("--target=COLUMN", String.class, targets, columns -> targets = columns)
                .says(
                        "The columns of a table that hold what was learned; a model that was",
                        "trained on a table knows them.")
                .option("--label=COLUMN", String.class, label, column -> label = column)
                .says("The same as --target.")
                .with(this::declareFormat)
                .option("--labels=FILE", String.class, labels, file -> labels = file)
                .says("The targets of inputs in an .npy file: another .npy file.")
                .option("--query=SQL", String.class, query, text -> query = text)
                .says("The query to a database.");
    }

    private void declareFormat(Syntax syntax) {
        for (TableOption<TableFormat> option : TableFormat.OPTIONS) {
            syntax.text(
                            option.form(),
                            option.usual(),
                            text -> format = option.reader().apply(format, List.of(text)))
                    .says(option.help());
        }
    }

    /**
     * Checks that no option is given that does not apply to the input.
     *
     * @throws IllegalArgumentException if it is; the message names the option
     */
    public void requireFitting(String input) {
        if (labels != null && !TableDoor.endsIn(input, ".npy")) {
            throw new IllegalArgumentException(
                    "--labels is for an .npy file, which '%s' is not; leave it out"
                            .formatted(input));
        }
        if (query != null && !JdbcAddress.isAddress(input)) {
            throw new IllegalArgumentException(
                    "--query is for the address of a database, which '%s' is not; leave it out"
                            .formatted(input));
        }
    }

    /** Returns the settings of a recipe among these. */
    public Recipe recipe() {
        return query == null ? Recipe.empty() : Recipe.empty().with(Keys.QUERY, query);
    }
}
