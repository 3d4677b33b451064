package dev.gradus.recipe;

import dev.gradus.nn.Models;
import dev.gradus.number.Text;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnSummary;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Kind;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Role;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Columns of a table with many values, for each of which a vector is trained: which they are, and
 * the layers in front of the network that look the vectors up.
 */
public final class EmbeddedColumns {
    /** A column with at most this number of values has an input for each instead. */
    private static final int MOST_INPUTS = 64;

    /** A vector needs about this number of rows to learn from. */
    private static final int ROWS_OF_VALUE = 10;

    private static final int WIDEST = 50;

    private EmbeddedColumns() {}

    /**
     * {@return the wishes, and columns to embed: every input with many values, unless the user
     * chose its kind or the network}
     *
     * @param recipe what a user wrote
     * @param survey what the columns hold
     * @param wishes what they are to be used for
     */
    static Wishes wishes(Recipe recipe, Survey survey, Wishes wishes) {
        return wishes.withKinds(
                names(recipe, survey, wishes).stream().map(EmbeddedColumns::wish).toList());
    }

    private static List<String> names(Recipe recipe, Survey survey, Wishes wishes) {
        if (recipe.find(Keys.MODEL).isPresent()
                || recipe.find(Keys.START_FROM).isPresent()
                || wishes.preparation().isPresent()) {
            return List.of();
        }
        return Roles.of(survey, wishes).roles().stream()
                .filter(Role.Input.class::isInstance)
                .map(Role::column)
                .filter(EmbeddedColumns::hasManyValues)
                .map(ColumnSummary::name)
                .filter(name -> !wishes.kinds().containsKey(name))
                .toList();
    }

    private static boolean hasManyValues(ColumnSummary column) {
        return column.kind() == Kind.CATEGORY
                && column.distinct() > MOST_INPUTS
                && column.present() >= (long) ROWS_OF_VALUE * column.distinct();
    }

    private static String wish(String column) {
        return column + ":" + Kind.EMBEDDING;
    }

    private static Recipe with(Recipe recipe, Stream<String> embedded) {
        var columns = new ArrayList<>(recipe.find(Keys.COLUMNS).orElse(List.of()));
        embedded.map(EmbeddedColumns::wish)
                .filter(each -> !columns.contains(each))
                .forEach(columns::add);
        return columns.isEmpty() ? recipe : recipe.with(Keys.COLUMNS, columns);
    }

    /**
     * {@return a recipe whose network looks up the vectors of a preparation's embedded columns}
     *
     * @param recipe the recipe, complete
     * @param preparation how fields become inputs
     * @param outputs how many values the network returns
     */
    public static Recipe lookedUp(Recipe recipe, Preparation preparation, int outputs) {
        List<Column> embedded =
                preparation.columns().stream().filter(EmbeddedColumns::isEmbedded).toList();
        boolean hasInputs = recipe.find(Keys.INPUT).filter(text -> text.contains("=")).isPresent();
        if (embedded.isEmpty() || hasInputs || recipe.find(Keys.MODEL).isEmpty()) {
            return recipe;
        }
        String model = recipe.get(Keys.MODEL);
        String layers = Models.isName(model) ? Models.text(model, outputs) : model;
        var inputs = new ArrayList<String>();
        var branches = new ArrayList<String>();
        int width = 0;
        for (Column column : preparation.columns()) {
            if (column.encoding() instanceof Encoding.Embedded vectors) {
                addInputs(width, inputs, branches);
                width = 0;
                inputs.add(Text.of("embedded%d=1", inputs.size() + 1));
                branches.add(
                        Text.of(
                                "[source('embedded%d'), %s, flatten]",
                                inputs.size(), layer(vectors)));
            } else {
                width += column.encoding().width();
            }
        }
        addInputs(width, inputs, branches);
        String joined =
                branches.size() > 1
                        ? "concat(" + String.join(", ", branches) + ") "
                        : layer((Encoding.Embedded) embedded.getFirst().encoding()) + " flatten ";
        return with(recipe, embedded.stream().map(Column::name))
                .with(Keys.INPUT, String.join(", ", inputs))
                .with(Keys.MODEL, joined + layers);
    }

    private static boolean isEmbedded(Column column) {
        return column.encoding() instanceof Encoding.Embedded;
    }

    private static void addInputs(int width, List<String> inputs, List<String> branches) {
        if (width > 0) {
            inputs.add(Text.of("inputs%d=%d", inputs.size() + 1, width));
            branches.add(Text.of("[source('inputs%d')]", inputs.size()));
        }
    }

    /**
     * The width is that of fastai, 1.6 · entries^0.56; a vector that nothing was learned for is
     * nearly 0.
     */
    private static String layer(Encoding.Embedded vectors) {
        long width = Math.round(1.6 * Math.pow(vectors.entries(), 0.56));
        return Text.of(
                "embedding(%d, %d, initializer=normal(0.01))",
                vectors.entries(), Math.min(WIDEST, width));
    }
}
