package dev.gradus.bench.tables;

import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.data.TableFormat;
import dev.gradus.model.Model;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableDefaults;
import dev.gradus.train.Evaluation;
import dev.gradus.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains as {@code gradus train FILE --target COLUMN} does and measures what comes out.
 *
 * @param folder where the tables are
 * @param settings settings that take the place of defaults, by name; {@code {outputs}} in them
 *     stands for the number of outputs
 */
record Training(Path folder, Map<String, String> settings) {
    private static final double PERCENT = 100;

    /** Returns accuracy or R² of a trained network, times 100. */
    double score(Trial trial) {
        Table table = Table.of(trial.table().training(folder, trial.split()), TableFormat.usual());
        Roles roles = Roles.of(Survey.of(table), Wishes.learn(trial.table().target()));
        PreparedTable prepared = prepared(trial, table, roles);
        Recipe recipe =
                TableDefaults.withLength(
                        recipe(trial, prepared.training().target().outputs()),
                        prepared.training().size());
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
        String metric = test.target() instanceof Target.Classes ? "accuracy" : "rSquared";
        return PERCENT * measured.metrics().getOrDefault(metric, Double.NaN);
    }

    private PreparedTable prepared(Trial trial, Table table, Roles roles) {
        double share = recipe(trial, 1).find(Keys.VALIDATION_SHARE).orElse(0.0);
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

    private Recipe recipe(Trial trial, int outputs) {
        var written = new LinkedHashMap<String, Object>(settings);
        written.replaceAll((_, text) -> text.toString().replace("{outputs}", "" + outputs));
        written.put(Keys.SEED.name(), trial.seed());
        written.put(Keys.THREADS.name(), 1);
        return Draft.of(TableDefaults.ofAnySize()).with(Draft.of(written, "--with")).recipe();
    }
}
