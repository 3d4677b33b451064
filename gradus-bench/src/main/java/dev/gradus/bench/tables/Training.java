package dev.gradus.bench.tables;

import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.model.Model;
import dev.gradus.nn.backend.Backends;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableDefaults;
import dev.gradus.train.Evaluation;
import dev.gradus.train.Trainer;
import dev.gradus.train.score.ClassScores;
import dev.gradus.train.score.ValueScores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains as {@code gradus train FILE --target COLUMN} does and measures what comes out.
 *
 * @param folder where the tables are
 * @param settings settings that take the place of defaults, by name
 */
record Training(Path folder, Map<String, String> settings) {
    private static final double PERCENT = 100;

    /** Returns accuracy or R² of a trained network, times 100. */
    double score(Trial trial) {
        Table table = Table.of(trial.table().training(folder, trial.split()), TableFormat.usual());
        Survey survey = Survey.of(table);
        Roles roles = Roles.of(survey, Wishes.learn(trial.table().target()));
        Recipe recipe = TableDefaults.completed(recipe(trial), survey.rows());
        PreparedTable prepared = prepared(trial, table, roles, recipe.get(Keys.VALIDATION_SHARE));
        Trainer trainer =
                Trainer.of(recipe.without(Keys.VALIDATION_SHARE), prepared.training())
                        .preparedBy(prepared.preparation());
        Model model =
                prepared.validation()
                        .map(trainer::validateOn)
                        .orElse(trainer)
                        .fit(prepared.training())
                        .model();
        Dataset test = prepared.test().orElseGet(() -> test(trial, prepared.preparation()));
        Evaluation measured = Evaluation.of(model, test, Backends.named("java"), 1);
        return PERCENT
                * switch (measured.scores()) {
                    case ClassScores classes -> classes.accuracy();
                    case ValueScores values -> values.targets().getFirst().rSquared();
                };
    }

    private static PreparedTable prepared(Trial trial, Table table, Roles roles, double share) {
        return trial.fold()
                .map(fold -> PreparedTable.ofFold(table, roles, fold, share, trial.seed()))
                .orElseGet(() ->
                        PreparedTable.of(
                                table, roles, new PreparedTable.Shares(share, 0), trial.seed()));
    }

    private Dataset test(Trial trial, Preparation preparation) {
        Table table = Table.of(trial.table().test(folder, trial.split()), TableFormat.usual());
        return PreparedTable.further(table, preparation).data();
    }

    private Recipe recipe(Trial trial) {
        var written = new LinkedHashMap<String, Object>(settings);
        written.put(Keys.SEED.name(), trial.seed());
        written.put(Keys.THREADS.name(), 1);
        return Draft.of(TableDefaults.ofAnySize()).with(Draft.of(written, "--with")).recipe();
    }
}
