package dev.gradus.train.table;

import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.EmbeddedColumns;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableDefaults;
import dev.gradus.recipe.TableUse;
import dev.gradus.train.Start;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A table to train on, prepared, and a trainer for it, with the defaults of {@code gradus train
 * FILE --target COLUMN}; the trained network is the same, to the bit. Rows are held in memory.
 *
 * {@snippet :
 * TrainingResult result = TableTraining.of(Path.of("flowers.csv"), "species").fit();
 * result.model().save(Path.of("flowers.gradus"));
 * float[] probabilities = Model.load(Path.of("flowers.gradus")).predict(Map.of("sepal", "5.1", "petal", "1.4"));
 * }
 *
 * @param trainer trains, validates and tests on the parts; {@link #with} changes it
 * @param parts the parts of the table, and how their fields become inputs
 */
public record TableTraining(Trainer trainer, PreparedTable parts) {

    /**
     * Reads and prepares a file; no part of it is held out for a test.
     *
     * @param file a file of fields with their names in the first line, or JSON lines
     * @param target the column to learn
     * @return what trains on it
     * @throws dev.gradus.data.DataException if a row cannot be read; the message says where and why
     * @throws IllegalArgumentException if nothing can be learned from the table
     */
    public static TableTraining of(Path file, String target) {
        return of(Table.of(file, TableFormat.usual()), Wishes.learn(target), Recipe.empty(), 0);
    }

    /**
     * Prepares a table.
     *
     * @param table the rows
     * @param wishes what to learn and from what
     * @param recipe settings of the run that take the place of defaults
     * @param test the share of the rows to hold out for a test, in [0, 1)
     * @return what trains on it
     * @throws dev.gradus.data.DataException if a row cannot be used; the message says where and why
     * @throws IllegalArgumentException if nothing can be learned from the table
     */
    public static TableTraining of(Table table, Wishes wishes, Recipe recipe, double test) {
        wishes.requireFitting(table.columns());
        Survey survey = Survey.of(table);
        Optional<Start> start = Start.of(recipe);
        var use = TableUse.of(recipe, wishes, start.flatMap(Start::preparation));
        Recipe whole = TableDefaults.completed(withUsual(use.recipe()), survey.rows());
        Roles roles = use.roles(survey);
        var parts =
                PreparedTable.of(
                                table,
                                roles,
                                new PreparedTable.Shares(whole.get(Keys.VALIDATION_SHARE), test),
                                whole.get(Keys.SEED))
                        .noting(remarks(table, survey, use, roles));
        return new TableTraining(trainer(whole, parts, start), parts);
    }

    /** Returns what a user should know about the table, besides which rows were left out. */
    private static List<String> remarks(Table table, Survey survey, TableUse use, Roles roles) {
        var remarks = new ArrayList<>(use.remarks(survey, roles, table::place));
        if (!roles.decision().isEmpty()) {
            remarks.addFirst(roles.decision());
        }
        remarks.addAll(table.notes());
        return remarks;
    }

    private static Recipe withUsual(Recipe recipe) {
        Recipe usual = TableDefaults.ofAnySize();
        Recipe whole = recipe;
        if (whole.find(Keys.LEARNING_RATE).isEmpty()) {
            whole = whole.with(Keys.LEARNING_RATE, usual.get(Keys.LEARNING_RATE));
        }
        return whole.find(Keys.SEED).isPresent()
                ? whole
                : whole.with(Keys.SEED, usual.get(Keys.SEED));
    }

    private static Trainer trainer(Recipe recipe, PreparedTable parts, Optional<Start> start) {
        Recipe lookingUp =
                EmbeddedColumns.lookedUp(
                        recipe, parts.preparation(), parts.training().target().outputs());
        Trainer trainer =
                Trainer.of(lookingUp.without(Keys.VALIDATION_SHARE), parts.training(), start)
                        .preparedBy(parts.preparation());
        for (String note : parts.notes()) {
            trainer = trainer.note(note);
        }
        trainer = parts.validation().map(trainer::validateOn).orElse(trainer);
        return parts.test().map(trainer::testOn).orElse(trainer);
    }

    /**
     * {@return this with a changed trainer, as in {@code with(trainer -> trainer.seed(2))}}
     *
     * @param change makes another trainer of this one
     */
    public TableTraining with(UnaryOperator<Trainer> change) {
        return new TableTraining(change.apply(trainer), parts);
    }

    /**
     * {@return what a user should know about the table, a sentence each, as {@code gradus train}
     * prints it: how the target is learned, columns and values that may mean something other than
     * what they are taken for, and rows that were left out} A run keeps it in its record.
     */
    public List<String> notes() {
        return parts.notes();
    }

    /**
     * Trains.
     *
     * @return the result, whose model takes raw rows
     */
    public TrainingResult fit() {
        return trainer.fit(parts.training());
    }
}
