package example;

import dev.gradus.data.PreparedTable;
import dev.gradus.data.PreparedTable.Shares;
import dev.gradus.data.Table;
import dev.gradus.data.TableFormat;
import dev.gradus.model.Model;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableDefaults;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Learns the species of penguins from a CSV file with words and missing values. */
public final class Penguins {
    private Penguins() {}

    public static void main(String[] arguments) {
        TrainingResult result = train(Path.of("penguins.csv"));
        System.out.println("right on rows it has not seen: " + result.test().get("accuracy"));
        result.model().save(Path.of("penguins.gradus"));
        System.out.println(result.model().meaning().outputs());
        System.out.println(Arrays.toString(predict(result.model())));
    }

    static TrainingResult train(Path file) {
        // @start region="table"
        Table table = Table.of(file, TableFormat.usual());
        Survey survey = Survey.of(table); // what each column holds
        Roles roles = Roles.of(survey, Wishes.learn("species"));
        PreparedTable parts = PreparedTable.of(table, roles, new Shares(0, 0.2), 1);
        Recipe recipe = TableDefaults.completed(TableDefaults.ofAnySize(), survey.rows());
        TrainingResult result =
                Trainer.of(recipe, parts.training())
                        .preparedBy(parts.preparation()) // the model takes raw rows
                        .testOn(parts.test().orElseThrow())
                        .fit(parts.training());
        // @end
        return result;
    }

    static float[] predict(Model model) {
        // @start region="row"
        float[] probabilities =
                model.predict(
                        Map.of(
                                "island", "Biscoe",
                                "bill_length_mm", "47.7",
                                "bill_depth_mm", "15.0",
                                "flipper_length_mm", "216",
                                "body_mass_g", "4750",
                                "sex", "", // missing
                                "year", "2008"));
        // @end
        return probabilities;
    }
}
