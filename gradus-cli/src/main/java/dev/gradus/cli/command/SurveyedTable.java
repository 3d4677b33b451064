package dev.gradus.cli.command;

import dev.gradus.cli.input.TableDoor;
import dev.gradus.cli.input.TableSettings;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.DataException;
import dev.gradus.data.Table;
import dev.gradus.prepare.Survey;
import java.util.HashMap;
import java.util.Map;

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
     */
    static SurveyedTable of(String name, TableSettings settings, Surroundings surroundings) {
        Table table = TableDoor.open(name, settings.recipe(), settings.format(), surroundings);
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
