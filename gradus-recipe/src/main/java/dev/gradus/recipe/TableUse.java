package dev.gradus.recipe;

import dev.gradus.nn.loss.Loss;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.ColumnRemarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What a recipe uses the columns of a table for. Where training starts from a model, its rows
 * become inputs by the preparation that the model's weights were trained with, unless a user wants
 * another.
 *
 * @param recipe what a user wrote, and which preparation the rows have
 * @param wishes what the columns are used for, with the preparation that is kept
 */
public record TableUse(Recipe recipe, Wishes wishes) {
    private static final String OF_MODEL = "model";
    private static final String NEW = "new";

    /**
     * {@return which preparation the rows of a table have} That of the model is kept, if there is
     * one, unless the recipe or the wishes say something else.
     *
     * @param recipe what a user wrote
     * @param wishes what the columns are used for
     * @param ofModel the preparation of the model that the recipe starts from; empty if it starts
     *     from none, or from one that was not trained on a table
     * @throws IllegalArgumentException if recipe and wishes both say something, or the recipe wants
     *     the preparation of a model that has none
     */
    public static TableUse of(Recipe recipe, Wishes wishes, Optional<Preparation> ofModel) {
        Optional<String> written = recipe.find(Keys.PREPARATION);
        if (wishes.preparation().isPresent()) {
            written.ifPresent(TableUse::refuseBoth);
            return new TableUse(recipe, wishes);
        }
        if (written.filter(OF_MODEL::equals).isPresent()) {
            return new TableUse(
                    recipe, wishes.preparedAs(ofModel.orElseThrow(() -> nothingToKeep(recipe))));
        }
        return written.isEmpty() && ofModel.isPresent()
                ? new TableUse(
                        recipe.with(Keys.PREPARATION, OF_MODEL), wishes.preparedAs(ofModel.get()))
                : new TableUse(recipe, wishes);
    }

    /**
     * {@return what each column of a table is used for}
     *
     * @param survey what the columns hold
     * @throws IllegalArgumentException if the wishes or the loss do not fit the table; the message
     *     names the column
     */
    public Roles roles(Survey survey) {
        Roles roles = Roles.of(survey, EmbeddedColumns.wishes(recipe, survey, wishes));
        requireFittingLoss(roles);
        return roles;
    }

    /** Values are standardized, so that a loss of probabilities would fall without end. */
    private void requireFittingLoss(Roles roles) {
        boolean isOfProbabilities =
                recipe.find(Keys.LOSS)
                        .filter(Loss.BinaryCrossEntropy.class::isInstance)
                        .isPresent();
        if (isOfProbabilities && roles.task() == Roles.Task.VALUES) {
            boolean isOne = wishes.targets().size() == 1;
            throw new IllegalArgumentException(
                    "binaryCrossEntropy is a loss of targets from 0 to 1, and '%s' %s, which %s standardized; leave the loss out%s"
                            .formatted(
                                    String.join("', '", wishes.targets()),
                                    isOne ? "is learned as a value" : "are learned as values",
                                    isOne ? "is" : "are",
                                    isOne ? ", or learn a class (--task classification)" : ""));
        }
    }

    /**
     * {@return what a user should check about a table, a sentence each: columns and values that may
     * mean something other than what they are taken for, and rows that seem to sum up others}
     *
     * @param survey what the columns hold
     * @param roles what each column is used for, as {@link #roles} returned it
     * @param place says where a line is, for people
     */
    public List<String> remarks(Survey survey, Roles roles, LongFunction<String> place) {
        var remarks = new ArrayList<>(codes(survey));
        remarks.addAll(roles.doubts());
        remarks.addAll(roles.survey(survey.rows()).doubts());
        survey.totals().forEach(row -> remarks.add(row.sentence(place.apply(row.line()))));
        return ColumnRemarks.gathered(remarks);
    }

    /** Returns what the roles say of codes, also where they are embedded without being asked. */
    private List<String> codes(Survey survey) {
        return Roles.of(survey, wishes).codes();
    }

    /**
     * {@return the recipe of a run on record} Rows were prepared anew where it does not say how, as
     * by versions that knew nothing else.
     *
     * @param recorded the recipe as it is on record
     */
    public static Recipe ofRecord(Recipe recorded) {
        boolean isOpen =
                recorded.find(Keys.TARGET).isPresent()
                        && recorded.find(Keys.START_FROM).isPresent()
                        && recorded.find(Keys.PREPARATION).isEmpty();
        return isOpen ? recorded.with(Keys.PREPARATION, NEW) : recorded;
    }

    private static void refuseBoth(String written) {
        throw new IllegalArgumentException(
                "rows are prepared as Wishes.preparedAs or as the recipe says (preparation: %s); give one"
                        .formatted(written));
    }

    private static IllegalArgumentException nothingToKeep(Recipe recipe) {
        return new IllegalArgumentException(
                recipe.find(Keys.START_FROM)
                        .map(
                                "%s has no preparation of a table to keep; leave preparation out"
                                        ::formatted)
                        .orElse(
                                "preparation model is that of the model that training starts from; name it (startFrom, --start-from), or leave preparation out"));
    }
}
