package dev.gradus.cli.command;

import dev.gradus.cli.input.TableDoor;
import dev.gradus.cli.input.TableSettings;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.DataException;
import dev.gradus.data.Table;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A table and what its columns hold.
 *
 * @param table the rows
 * @param survey what the columns hold
 */
record SurveyedTable(Table table, Survey survey) {
    /** Opens tables. */
    @FunctionalInterface
    interface Opening {
        SurveyedTable open(String name, TableSettings settings, Surroundings surroundings);
    }

    /**
     * Opens a table and looks at all of its rows.
     *
     * @throws DataException if it cannot be read or has fewer than 2 rows
     * @throws IllegalArgumentException if the settings name a column that it does not have
     */
    static SurveyedTable of(String name, TableSettings settings, Surroundings surroundings) {
        Table table = TableDoor.open(name, settings.recipe(), settings.format(), surroundings);
        requireNamed(table, settings.wishes());
        settings.wishes().requireFitting(table.columns());
        Survey survey = Survey.of(table);
        if (survey.rows() < 2) {
            throw new DataException(
                    table.name()
                            + (survey.rows() == 0
                                    ? " has no row to learn from"
                                    : " has one row only; nothing can be learned from it"));
        }
        return new SurveyedTable(table, survey);
    }

    /** Says where the names of columns come from to whoever wrote one that is not there. */
    private static void requireNamed(Table table, Wishes wishes) {
        Optional<String> doubt = table.doubtOfNames();
        for (String target : wishes.targets()) {
            if (doubt.isPresent() && !table.columns().contains(target)) {
                throw new IllegalArgumentException(
                        "unknown column '%s': %s".formatted(target, doubt.get()));
            }
        }
    }

    /**
     * Returns what opens each table once: a query that is asked again may answer with its rows in
     * another order.
     */
    static Opening once() {
        Map<String, SurveyedTable> opened = new HashMap<>();
        return (name, settings, surroundings) ->
                opened.computeIfAbsent(name, _ -> of(name, settings, surroundings));
    }
}
