package dev.gradus.cli.input;

import dev.gradus.cli.syntax.Syntax;
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
     * Checks that the input uses each option.
     *
     * @throws IllegalArgumentException if it does not; the message names the option
     */
    void requireFitting(DataForm form, String input) {
        form.requireFitting(recipe(), input);
    }

    /** Returns those that are given and no defaults as settings of a recipe. */
    Recipe recipe() {
        Recipe recipe = Recipe.empty();
        for (TableOption<TableFormat> option : TableFormat.OPTIONS) {
            List<String> texts = option.writer().apply(format);
            recipe = texts.isEmpty() ? recipe : recipe.with(Keys.of(option), texts);
        }
        if (!targets.isEmpty()) {
            recipe = recipe.with(Keys.TARGET, targets);
        } else if (label != null) {
            recipe = recipe.with(Keys.LABEL, label);
        }
        if (labels != null) {
            recipe = recipe.with(Keys.LABELS, labels);
        }
        if (query != null) {
            recipe = recipe.with(Keys.QUERY, query);
        }
        return recipe;
    }
}
