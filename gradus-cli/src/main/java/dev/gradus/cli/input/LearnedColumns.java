package dev.gradus.cli.input;

import dev.gradus.cli.syntax.Syntax;
import dev.gradus.data.Header;
import dev.gradus.data.OnBadRow;
import dev.gradus.data.TableFormat;
import dev.gradus.data.jdbc.JdbcAddress;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a table does not say itself, in the options of {@code train}. */
public final class LearnedColumns {
    @Nullable String label;
    @Nullable String labels;
    @Nullable String query;
    List<String> targets = List.of();
    private String encoding = "utf-8";
    private Header header = Header.AUTO;
    private OnBadRow onBadRow = OnBadRow.FAIL;

    /** Returns how a file is read. */
    public TableFormat format() {
        return new TableFormat(TableSettings.encoding(encoding), header, onBadRow);
    }

    /** Returns whether rows that cannot be read are skipped. */
    public boolean isLenient() {
        return onBadRow == OnBadRow.SKIP;
    }

    /** Returns all of them. */
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
                .option("--encoding=NAME", String.class, encoding, text -> encoding = text)
                .says("The character encoding of a table, such as windows-1252.")
                .choice("--header=yes|no|auto", Header.class, header, answer -> header = answer)
                .says("Whether the first row names the columns; auto: unless it has a number.")
                .choice("--on-bad-row=fail|skip", OnBadRow.class, onBadRow, word -> onBadRow = word)
                .says("What to do with rows that cannot be read.")
                .option("--labels=FILE", String.class, labels, file -> labels = file)
                .says("The targets of inputs in an .npy file: another .npy file.")
                .option("--query=SQL", String.class, query, text -> query = text)
                .says("The query to a database.");
    }

    /**
     * Checks that no option is given that does not apply to the input.
     *
     * @throws IllegalArgumentException if it is; the message names the option
     */
    public void requireFitting(String input) {
        if (labels != null && !TableDoor.endsIn(input, ".npy")) {
            throw new IllegalArgumentException(
                    "--labels is for an .npy file, and '%s' is not one; leave it out"
                            .formatted(input));
        }
        if (query != null && !JdbcAddress.isAddress(input)) {
            throw new IllegalArgumentException(
                    "--query is for the address of a database, and '%s' is not one; leave it out"
                            .formatted(input));
        }
    }

    /** Returns the settings of a recipe among these. */
    public Recipe recipe() {
        return query == null ? Recipe.empty() : Recipe.empty().with(Keys.QUERY, query);
    }
}
